/** How long an SMS has become, in words. */

/** Characters that fit into one SMS. */
const smsSize = 160;

/** e.g. `170 characters, 2 messages of up to 160`. */
export const smsLength = (text: string): string => {
  const count = (number: number, what: string): string =>
    `${number.toLocaleString()} ${what}${number === 1 ? '' : 's'}`;
  const messages = Math.ceil(text.length / smsSize);
  const size = messages === 0 ? '' : `, ${count(messages, 'message')} of up to ${smsSize}`;
  return `${count(text.length, 'character')}${size}`;
};
