/** The page's side of the protocol: typed messages both ways, parsed on arrival, and the state that is kept. */
import { Draft } from './draft.ts';
import { ToPage } from './messages.ts';
import type { FromPage } from './messages.ts';

type VsCodeApi = {
  readonly postMessage: (message: FromPage) => void;
  readonly getState: () => unknown;
  readonly setState: (state: Draft | undefined) => void;
};

declare const acquireVsCodeApi: () => VsCodeApi;

/** What a page says to the extension, and what it keeps. */
export type Bridge<Message> = {
  readonly post: (message: Message) => void;
  /** What was typed before the page was hidden; never a secret. */
  readonly draft: () => Draft | undefined;
  readonly keep: (draft: Draft | undefined) => void;
};

/** The same with ears. What is not understood is dropped. */
export type Connection = Bridge<FromPage> & {
  readonly listen: (onMessage: (message: ToPage) => void) => void;
};

/** Connects to the extension; once for a page. */
export const connect = (): Connection => {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen: (onMessage) => {
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        const parsed = ToPage.safeParse(event.data);
        if (parsed.success) onMessage(parsed.data);
      });
    },
    draft: () => {
      const parsed = Draft.safeParse(api.getState());
      return parsed.success ? parsed.data : undefined;
    },
    // Parsing leaves out whatever a draft has no place for.
    keep: (draft) => api.setState(draft && Draft.parse(draft)),
  };
};
