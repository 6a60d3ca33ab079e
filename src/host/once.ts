/** Makes something when it is first asked for, and only then: what activation must not pay for. */

/** @returns the one result of `make`, which is asked again when it failed */
export const once = <Made>(make: () => Promise<Made>): (() => Promise<Made>) => {
  let made: Promise<Made> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
};
