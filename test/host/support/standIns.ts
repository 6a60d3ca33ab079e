/** Parts of VS Code that nobody inside the extension host can work: a test puts its own in their place. */

const restores: (() => void)[] = [];

/** Replaces a member of one of VS Code's objects until {@link restoreVscode} is called. */
export const replace = <Host extends object>(
  host: Host,
  name: keyof Host & string,
  standIn: unknown,
): void => {
  const put = (value: unknown): void => {
    Object.defineProperty(host, name, { configurable: true, enumerable: true, writable: true, value });
  };
  const before: unknown = Reflect.get(host, name);
  restores.push(() => put(before));
  put(standIn);
};

/** Puts back everything that a test has replaced, the last first. */
export const restoreVscode = (): void => {
  for (const restore of restores.splice(0).reverse()) restore();
};
