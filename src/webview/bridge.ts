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
  /**
   * Hears what the page was made with at once, then every message; the first that repeats what it was made with is left
   * out, since it has been drawn.
   */
  readonly listen: (onMessage: (message: ToPage) => void) => void;
};

/** Connects to the extension; once for a page. */
export const connect = (): Connection => {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen: (onMessage) => {
      let drawn = document.querySelector('script#first')?.textContent ?? undefined;
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        const isDrawn = drawn !== undefined && JSON.stringify(event.data) === drawn;
        if (isDrawn) drawn = undefined;
        const parsed = isDrawn ? undefined : ToPage.safeParse(event.data);
        if (parsed?.success === true) onMessage(parsed.data);
      });
      if (drawn === undefined) return;
      const first = ToPage.safeParse(JSON.parse(drawn));
      if (first.success) onMessage(first.data);
      // As it will be told again, whatever signs HTML has for it.
      drawn = JSON.stringify(JSON.parse(drawn));
    },
    draft: () => {
      const parsed = Draft.safeParse(api.getState());
      return parsed.success ? parsed.data : undefined;
    },
    // Parsing leaves out whatever a draft has no place for.
    keep: (draft) => api.setState(draft && Draft.parse(draft)),
  };
};
