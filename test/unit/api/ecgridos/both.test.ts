/** Both APIs as one client, and ECGridOS alone: what is asked of which, what is merged, what is counted. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClient } from '../../../../src/api/client.ts';
import type { Places } from '../../../../src/directory/places.ts';
import { openRawServer } from '../../support/rawServer.ts';
import { failureOf, idIn, openEcgrid, quick } from '../../support/ecgrid.ts';
import { placesOf } from '../../support/directories.ts';
import { operationIn, soapFault, soapResult } from '../../support/soapAnswers.ts';

const jdoe = '<UserID>17</UserID><LoginName>jdoe</LoginName>';

describe('both APIs', () => {
  test('tell of a user what REST tells, and ECGridOS the rest', async (t) => {
    const { url } = await openRawServer(t, (body) =>
      operationIn(body) === 'UserInfo'
        ? soapResult(
            'UserInfo',
            `${jdoe}<FirstName>Old</FirstName><LastName>Doe</LastName><NetworkID>3</NetworkID><MailboxID>4</MailboxID><AuthLevel>Root</AuthLevel><Status>Active</Status><OpenSessions>2</OpenSessions><LastLogin>0001-01-01T00:00:00</LastLogin>`,
          )
        : {
            body: {
              success: true,
              data: {
                userId: 17,
                login: 'jdoe',
                firstName: 'New',
                authLevel: 'General',
                networkId: 0,
                mailboxId: 0,
              },
            },
          },
    );
    const { users } = createClient({ origin: url, apiKey: 'k', ...quick });
    const { firstName, lastName, networkId, mailboxId, authLevel, status, openSessions, lastLogin } =
      await users.details(17);
    assert.deepEqual(
      { firstName, lastName, networkId, mailboxId, authLevel, status, openSessions, lastLogin },
      {
        firstName: 'New',
        lastName: 'Doe',
        networkId: 3,
        mailboxId: 0,
        authLevel: 'General',
        status: 'Active',
        openSessions: 2,
        lastLogin: '0001-01-01T00:00:00',
      },
    );
  });

  test('fail together where one of them does', async (t) => {
    const { client, fault, owner } = await openEcgrid(t);
    const id = idIn(await owner('MailboxUser'));
    for (const wrong of [{ operation: 'UserInfo' }, { method: 'GET' }]) {
      await fault({ name: 'forbidden', ...wrong });
      assert.equal((await failureOf(client().users.details(id))).kind, 'forbidden');
    }
  });

  test('are counted together by whoever watches', async (t) => {
    const { client, owner } = await openEcgrid(t);
    const id = idIn(await owner('MailboxUser'));
    const { users } = client();
    const paths: string[] = [];
    const watched = users.watching(({ path }) => paths.push(path));
    await users.suspend(id);
    await watched.activate(id);
    await watched.update(id, { firstName: 'A' });
    assert.deepEqual(paths, ['ECGridOS.asmx UserActivate', '/v2/users']);
  });

  test('use the key of the moment', async (t) => {
    const { client, apiKeys } = await openEcgrid(t);
    let key: string = apiKeys.NetworkAdmin;
    const { users } = client('NetworkAdmin', { apiKey: () => key });
    await users.listDetails({});
    key = 'none';
    assert.equal((await failureOf(users.listDetails({}))).kind, 'invalidKey');
  });
});

describe('ECGridOS alone', () => {
  test('has no names of networks, which is no failure: numbers are used', async (t) => {
    const { client, arrived } = await openEcgrid(t);
    const { networks, session, close } = client('NetworkAdmin', { apis: 'ecgridos' });
    const page = { pageNo: 1, recordsPerPage: 1 };
    for (const call of [
      networks.listNetworks({}, page),
      networks.listMailboxes({}, page),
      networks.getNetwork(1),
      networks.getMailbox(1),
      session.version(),
      session.info(),
    ])
      assert.deepEqual(await failureOf(call).then(({ kind, outcome }) => [kind, outcome]), [
        'notOffered',
        'notSent',
      ]);
    const places: Places = placesOf(client('NetworkAdmin', { apis: 'ecgridos' }));
    let news = 0;
    places.onDidChange(() => (news += 1));
    await places.load();
    for (const list of [places.networks(), places.mailboxes(), places.mailboxesOf(1)])
      assert.deepEqual(list, { kind: 'loaded', places: [], complete: false });
    assert.deepEqual([places.networkText(1), news, await arrived()], ['network 1', 0, []]);
    await close();
  });

  test('is refused at once where the address is not safe', () => {
    for (const apis of ['ecgridos', 'rest', 'both'] as const)
      assert.throws(() => createClient({ origin: 'http://rest.ecgrid.io', apiKey: 'k', apis }), /https/);
  });

  test('does not have settings but four, and sends nothing for others', async (t) => {
    const { client, owner, arrived, truth } = await openEcgrid(t);
    const { users } = client('NetworkAdmin', { apis: 'ecgridos' });
    const id = idIn(await owner('MailboxUser'));
    const error = await failureOf(users.updateConfig(id, { phone: '1', notifyByEmail: true }));
    assert.deepEqual([error.kind, error.outcome], ['notOffered', 'notSent']);
    assert.match(error.message, /the setting notifyByEmail\.$/);
    const carrier = await failureOf(users.updateConfig(id, { cellCarrier: 'NoChange' }));
    assert.deepEqual(
      [carrier.kind, carrier.outcome, carrier.parameter],
      ['invalidParameter', 'notSent', 'cellCarrier'],
    );
    assert.deepEqual(await arrived(), []);
    const before = await truth(id);
    await users.updateConfig(id, {
      Phone: 555,
      COMPANY: 'Söhne & Co',
      cellphone: '+1',
      cellCarrier: 'verizon',
    });
    const { phone, company, cellPhone, cellCarrier, ...rest } = await truth(id);
    assert.deepEqual([phone, company, cellPhone, cellCarrier], ['555', 'Söhne & Co', '+1', 'Verizon']);
    assert.deepEqual(
      [rest['firstName'], rest['email'], rest['authLevel']],
      [before['firstName'], before['email'], before['authLevel']],
    );
  });

  test('sets how many sessions may be open', async (t) => {
    const { client, owner, truth } = await openEcgrid(t);
    const id = idIn(await owner('MailboxUser'));
    await client('NetworkAdmin', { apis: 'ecgridos' }).users.setMaxSessions(id, 7);
    assert.equal((await truth(id))['maxSessions'], 7);
  });

  test('sends everything back that it does not change', async (t) => {
    const full = `${jdoe}<FirstName>A</FirstName><LastName>B</LastName><Company>C</Company><EMail>d@e</EMail><Phone>1</Phone><CellPhone>2</CellPhone><CellCarrier>ATT</CellCarrier>`;
    const { url, received } = await openRawServer(t, (body) =>
      operationIn(body) === 'UserInfo'
        ? soapResult('UserInfo', full)
        : operationIn(body) === 'UserUpdate'
          ? soapResult('UserUpdate', 'true')
          : soapFault('Server', 'x'),
    );
    const { users } = createClient({ origin: url, apiKey: 'k', ...quick, apis: 'ecgridos' });
    await users.update(17, { lastName: 'New' });
    assert.match(
      received[1] ?? '',
      /<SessionID>k<\/SessionID><UserID>17<\/UserID><FirstName>A<\/FirstName><LastName>New<\/LastName><Company>C<\/Company><EMail>d@e<\/EMail><Phone>1<\/Phone><CellPhone>2<\/CellPhone><CellCarrier>NoChange<\/CellCarrier><AuthLevel>NoChange<\/AuthLevel><\/UserUpdate>/,
    );
  });
});
