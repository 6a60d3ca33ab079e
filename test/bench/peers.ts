/** What people do without this product: `fetch`, one request after another, as the published examples have it. */
import * as z from 'zod/mini';
import type { Service } from './service.ts';

const Answer = z.object({ data: z.unknown() });

const postForText = async ({ url, apiKey }: Service, path: string, body: object): Promise<string> => {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'X-API-Key': apiKey, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.text();
};

const post = async (service: Service, path: string, body: object): Promise<unknown> =>
  Answer.parse(JSON.parse(await postForText(service, path, body))).data;

/** Lists users page after page until one is not full. @param mostPages no more than these are asked for */
export const listInLoop = async (
  service: Service,
  recordsPerPage: number,
  mostPages = Infinity,
): Promise<number> => {
  let count = 0;
  for (let pageNo = 1; pageNo <= mostPages; pageNo += 1) {
    const page = await post(service, '/v2/users/list', { pageNo, recordsPerPage });
    const length = Array.isArray(page) ? page.length : 0;
    count += length;
    if (length < recordsPerPage) break;
  }
  return count;
};

/**
 * Lists users with so many pages under way, knowing beforehand how many there are: what the service and this machine take
 * for the same pages, whoever asks.
 */
export const listAbreast = async (
  service: Service,
  { pages, recordsPerPage, abreast }: Record<'pages' | 'recordsPerPage' | 'abreast', number>,
): Promise<number> => {
  let [next, count] = [1, 0];
  const ask = async (): Promise<void> => {
    while (next <= pages) {
      const page = await post(service, '/v2/users/list', { pageNo: next++, recordsPerPage });
      count += Array.isArray(page) ? page.length : 0;
    }
  };
  await Promise.all(Array.from({ length: abreast }, ask));
  return count;
};

/** The answers of all pages as they came; the last is the first that is not full. */
export const pagesAsText = async (service: Service, recordsPerPage: number): Promise<readonly string[]> => {
  const texts: string[] = [];
  for (let pageNo = 1; ; pageNo += 1) {
    const text = await postForText(service, '/v2/users/list', { pageNo, recordsPerPage });
    texts.push(text);
    const { data } = Answer.parse(JSON.parse(text));
    if (!Array.isArray(data) || data.length < recordsPerPage) return texts;
  }
};

/** Creates a user and sets a role: two requests. */
export const createAndSetRole = async (service: Service, login: string): Promise<void> => {
  const created = await post(service, '/v2/users', {
    ...{ login, email: `${login}@example.com`, password: 'Bench-4711-Pass!' },
    ...{ firstName: 'Ben', lastName: 'Bench', networkId: 1, mailboxId: 1001, authLevel: 'General' },
  });
  const { userId } = z.looseObject({ userId: z.int() }).parse(created);
  await post(service, '/v2/users/role', { userId, authLevel: 'MailboxUser' });
};
