/**
 * What browsers report against the Content-Security-Policy, in every frame of every window of a browser context.
 *
 * VS Code shows a page of an extension in two frames: an outer one of its own, whose address names the extension, and
 * in it an inner one, whose document VS Code opens and writes, so that it takes over the outer one’s address. A report is
 * about us when the address of its frame, or of the frame around it, names this extension. All others are VS Code’s own
 * affair: its workbench, and pages of other extensions.
 */
import type { BrowserContext } from 'playwright-core';
import * as z from 'zod/mini';

const extensionId = 'ecgrid-users.ecgrid-users';
const binding = 'reportPolicyViolation';

const Report = z.object({
  directive: z.string(),
  blocked: z.string(),
  sample: z.string(),
  frames: z.array(z.string()),
});

/** One report. */
export type Violation = {
  /** `script-src-elem: inline` and the like, with the beginning of what was blocked. */
  readonly text: string;
  /** True when it happened in a page of this extension. */
  readonly ours: boolean;
};

/** Listens in a frame, from before its first script; again whenever its document is opened anew, which forgets listeners. */
const listener = `(() => {
  const addressOf = (frame) => {
    try {
      return frame.location.href;
    } catch {
      return '';
    }
  };
  const report = ({ effectiveDirective, blockedURI, sample }) => {
    const frames = [addressOf(window), addressOf(window.parent)];
    globalThis.${binding}({ directive: effectiveDirective, blocked: blockedURI, sample, frames });
  };
  const listen = () => window.addEventListener('securitypolicyviolation', report, true);
  listen();
  const { open } = Document.prototype;
  Document.prototype.open = function (...args) {
    const result = open.apply(this, args);
    if (this === document) listen();
    return result;
  };
})()`;

const isOurs = (address: string): boolean =>
  URL.canParse(address) && new URL(address).searchParams.get('extensionId') === extensionId;

/** Begins to listen; to be called before the first window is opened. @returns a list that grows */
export const watchViolations = async (context: BrowserContext): Promise<readonly Violation[]> => {
  const violations: Violation[] = [];
  await context.exposeBinding(binding, (_source, reported: unknown) => {
    const { directive, blocked, sample, frames } = Report.parse(reported);
    const text = `${directive}: ${blocked} ${sample}`.replaceAll(/\s+/g, ' ').trim();
    violations.push({ text, ours: frames.some(isOurs) });
  });
  await context.addInitScript({ content: listener });
  // What is wrong with a policy itself is no event: it is said on the console alone.
  context.on('console', (message) => {
    const text = message.text();
    if (/Content[- ]Security[- ]Policy/i.test(text))
      violations.push({ text, ours: isOurs(message.location().url) });
  });
  return violations;
};
