/**
 * Begins every line that the runner of the host tests prints; invisible, and removed again by the server's test host.
 *
 * In the browser all that VS Code itself logs comes through the same channel as the console of the extension host; this
 * is how the tests' own lines are told from it.
 */
export const outputMark = '\u2063';
