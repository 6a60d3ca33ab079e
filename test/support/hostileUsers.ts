/** Users whose login and names are meant to do harm wherever they are shown. */

/** Breaks a line, is not seen, or turns the text after it around: nowhere among what people read. */
export const unruly = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u;

/** A user as somebody would make it up. */
export type HostileUser = {
  readonly what: string;
  /** Without white space, as ECGrid wants it. */
  readonly login: string;
  /** First name, and whatever else can be filled in. */
  readonly name: string;
};

/** Leads whatever obeys it to an address; by default there is none. */
export const hostileUsersFor = (trap: string): readonly HostileUser[] => [
  {
    what: 'markup',
    login: `<img/src="${trap}/login"/onerror="hacked=true">`,
    name: `<script>hacked = true</script><img src="${trap}/name" onerror="hacked = true"><b>bold</b>`,
  },
  {
    what: 'templates',
    login: '${7*7}{{7*7}}%d%s',
    name: '${process.exit()} {{constructor.constructor("x")()}} %s',
  },
  { what: 'icons', login: '$(trash)', name: '$(pass-filled) verified $(loading~spin)' },
  {
    what: 'links',
    login: '[click](command:ecgrid.terminateUser)',
    name: `![image](${trap}/markdown) [here](command:workbench.action.quit) <${trap}/auto> ${trap}/bare`,
  },
  {
    what: 'text that is turned around',
    login: 'gnp.\u202Enimda',
    name: '\u2067isolated \u202Eexe.txt\u061C\u200F',
  },
  {
    what: 'control characters',
    login: 'nul\u0000bell\u0007esc\u001B[31m',
    name: 'a\u0000b\r\nStatus: Active\u2028c\u0085',
  },
  {
    what: 'characters that are not seen',
    login: 'ad\u200Bmin\u2060',
    name: 'zero\u200Bwidth\u200D\u00AD\uFEFF',
  },
  { what: 'Hebrew and emoji', login: 'yael.כהן', name: 'יעל כהן 👩‍👩‍👧 🌞' },
  { what: '10,000 characters', login: 'x'.repeat(10_000), name: 'y'.repeat(10_000) },
  { what: 'formulas', login: `=HYPERLINK("${trap}")`, name: `=cmd|' /C calc'!A0` },
  { what: 'names of what every object has', login: '__proto__', name: 'constructor' },
];

/** The same, leading nowhere. */
export const hostileUsers = hostileUsersFor('http://attacker.invalid');
