/** Passwords, keys and tokens. Hashing is cheap on purpose: these accounts are made up, and there are many. */
import { hash, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';

/** The recovery answer of every sample user that has a question. */
export const sampleRecoveryAnswer = 'Sandbox';

/** The password of every sample user, so that `POST /v2/auth/login` can be tried. */
export const samplePassword = 'Sandbox-1234!';

/** What is stored of a password. */
export type StoredPassword = { readonly salt: string; readonly passwordHash: string };

/** Salts and hashes a password. */
export const storedPassword = (password: string, salt: string = randomUUID()): StoredPassword => ({
  salt,
  passwordHash: hash('sha256', `${salt}:${password}`),
});

/** True when this is the password that was stored. */
export const isPassword = (password: string, stored: StoredPassword): boolean =>
  timingSafeEqual(
    Buffer.from(storedPassword(password, stored.salt).passwordHash),
    Buffer.from(stored.passwordHash),
  );

/** What is stored of a question and its answer. */
export type StoredRecovery = {
  readonly recoveryQuestion: string | null;
  readonly recoveryAnswer: string | null;
};

const recoveryHash = (answer: string, salt: string): string =>
  `${salt}:${storedPassword(answer.trim().toLowerCase(), salt).passwordHash}`;

/** Keeps a question as it is and hashes the answer, in which letter case does not count; null stands for none. */
export const storedRecovery = (
  { question, answer }: { readonly question: string | null; readonly answer: string | null },
  salt: string = randomUUID(),
): StoredRecovery => ({
  recoveryQuestion: question,
  recoveryAnswer: answer === null ? null : recoveryHash(answer, salt),
});

/** True when this is the answer that was stored; where none is, no answer is. */
export const isRecoveryAnswer = (answer: string, { recoveryAnswer }: StoredRecovery): boolean =>
  recoveryAnswer !== null && recoveryHash(answer, recoveryAnswer.split(':', 1)[0] ?? '') === recoveryAnswer;

/** A new API key. Unlike the sample keys it differs from run to run. */
export const newApiKey = (): string => randomUUID();

/** A new session token in the shape of a JWT; only the sandbox that made it understands it. */
export const newToken = (): string => {
  const part = (): string => Buffer.from(randomUUID()).toString('base64url');
  return `${part()}.${part()}.${part()}`;
};

const alphabets = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKMNPQRSTUVWXYZ', '23456789', '!#$%*+-=?@_'] as const;

/** How long a generated password can be. */
export const passwordLengths = { least: 8, most: 128 } as const;

/** A password of the given length, at least 8, that meets the published rule. */
export const newPassword = (length: number): string => {
  const pick = (from: string): string => from.charAt(randomInt(from.length));
  const rest = Array.from({ length: length - alphabets.length }, () => pick(alphabets.join('')));
  return [...alphabets.map(pick), ...rest].join('');
};
