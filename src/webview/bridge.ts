/** The page's side of the protocol: typed messages both ways, parsed on arrival, and the state that is kept. */
import { ToForm } from '../protocol/userForm.ts';
import type { FromForm } from '../protocol/userForm.ts';
import { Draft } from './draft.ts';

type VsCodeApi = {
  readonly postMessage: (message: FromForm) => void;
  readonly getState: () => unknown;
  readonly setState: (state: Draft | undefined) => void;
};

declare const acquireVsCodeApi: () => VsCodeApi;

/** What the form says to the extension and hears from it. */
export type Bridge = {
  readonly post: (message: FromForm) => void;
  readonly listen: (onMessage: (message: ToForm) => void) => void;
  /** What was typed before the page was hidden; never a password. */
  readonly draft: () => Draft | undefined;
  readonly keep: (draft: Draft | undefined) => void;
};

/** Connects to the extension; once for a page. */
export const connect = (): Bridge => {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen: (onMessage) => {
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        const parsed = ToForm.safeParse(event.data);
        if (parsed.success) onMessage(parsed.data);
      });
    },
    draft: () => {
      const parsed = Draft.safeParse(api.getState());
      return parsed.success ? parsed.data : undefined;
    },
    keep: (draft) => api.setState(draft),
  };
};
