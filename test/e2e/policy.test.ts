/** The Content-Security-Policy of our pages, in a real browser: what it says, what it stops, and that this is noticed. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import * as z from 'zod/mini';
import { eventually, openScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { setTrap } from '../support/trap.ts';
import type { Trap } from '../support/trap.ts';
import { UserForm } from '../support/userForm.ts';
import { UserPage } from '../support/userPage.ts';

let scene: Scene;
let trap: Trap;
before(async () => {
  trap = await setTrap();
  scene = await openScene({ signedInAs: 'NetworkAdmin' });
});
after(async () => {
  try {
    // What is tried here on purpose would fail any other test: nobody has to ask for it.
    await assert.rejects(scene.close(), /^Error: Pages have violated their policy: .*sink eval/);
  } finally {
    await trap.close();
  }
});

/** The document of the page in sight. */
const pageFrame = async (): Promise<Frame> => {
  const element = await scene.workbench.webview.locator('main#page').elementHandle();
  const frame = await element.ownerFrame();
  assert.ok(frame);
  return frame;
};

const evaluateText = async (frame: Frame, script: string): Promise<string> =>
  z.parse(z.string(), await frame.evaluate<unknown>(script));

/** The policy of the page in sight, with `N` for the nonce, and the nonce. */
const policyInSight = async (): Promise<readonly [policy: string, nonce: string]> => {
  const frame = await pageFrame();
  const read = `document.querySelector('meta[http-equiv="Content-Security-Policy"]').content`;
  const policy = await evaluateText(frame, read);
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  return [policy.replaceAll(nonce, 'N'), nonce];
};

test('the policy of every page is exactly this, with a nonce of its own', async () => {
  const { workbench } = scene;
  // Its group moves the rows below when it comes.
  await workbench.treeItem(/^Locked out/).waitFor();
  await workbench.expand('TPUser');
  await workbench.contextMenu('tpuser', 'Show Page');
  await new UserPage(workbench).read('tpuser');
  const [ofUser, first] = await policyInSight();
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('ECGrid: Add User');
  await new UserForm(workbench).ready();
  const [ofForm, second] = await policyInSight();
  for (const policy of [ofUser, ofForm]) {
    assert.equal(
      policy,
      "default-src 'none'; script-src 'nonce-N'; style-src 'nonce-N'; base-uri 'none'; form-action 'none'; " +
        "require-trusted-types-for 'script'; trusted-types fast-html",
    );
  }
  for (const nonce of [first, second]) assert.ok(Buffer.from(nonce, 'base64url').length * 8 >= 128);
  assert.notEqual(first, second);
});

test('a page reads no file of the extension', async () => {
  const frame = await pageFrame();
  /** Links a style sheet with the nonce, which the policy lets in. @returns `load` or `error` */
  const link = (path: string): Promise<string> =>
    evaluateText(
      frame,
      `new Promise((resolve) => {
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.nonce = document.querySelector('meta[property=csp-nonce]').content;
        link.onload = link.onerror = ({ type }) => resolve(type);
        const [, own] = /sourceURL=(\\S+)\\s*$/.exec(document.querySelector('script[type=module]').textContent);
        link.href = own.replace('/dist/webview/pages.js', ${JSON.stringify(path)});
        document.head.append(link);
      })`,
    );
  for (const path of [
    '/dist/webview/pages.css',
    '/src/webview/pages.css',
    '/package.json',
    '/dist/extension.cjs',
    '/dist/webview/../../package.json',
  ])
    assert.equal(await link(path), 'error', path);
  assert.deepEqual(scene.violations(), []);
});

/** What somebody would try who could put something into a page: as what it is reported, and how it is done. */
const attempts = (address: string): readonly (readonly [reported: RegExp, script: string])[] => {
  const element = (name: string, attributes: object): string =>
    `document.body.append(Object.assign(document.createElement('${name}'), ${JSON.stringify(attributes)}))`;
  const background = `background: url(${address}/style)`;
  return [
    [/sink eval\|/, `eval('hacked = true')`],
    [/sink Function\|/, `new Function('hacked = true')()`],
    [/sink Window setTimeout\|/, `setTimeout('hacked = true')`],
    [/sink Element innerHTML\|/, `document.body.innerHTML = '<img src=x onerror="hacked = true">'`],
    [/sink HTMLScriptElement innerText\|/, element('script', { innerText: 'hacked = true' })],
    [/sink HTMLScriptElement src\|/, element('script', { src: `${address}/script.js` })],
    [/sink HTMLEmbedElement src\|/, element('embed', { src: `${address}/object` })],
    [/sink Element onclick\|/, `document.body.setAttribute('onclick', 'hacked = true')`],
    [/^style-src-attr: inline/, `document.body.setAttribute('style', '${background}')`],
    [/^style-src-elem: inline/, element('style', { textContent: `body { ${background} }` })],
    [/^style-src-elem: http/, element('link', { rel: 'stylesheet', href: `${address}/style.css` })],
    [/^img-src: http/, element('img', { src: `${address}/image.png` })],
    [/^media-src: http/, element('video', { src: `${address}/video` })],
    [/^frame-src: http/, element('iframe', { src: `${address}/frame` })],
    [/^base-uri: http/, element('base', { href: `${address}/` })],
    [/^connect-src: http.*\/fetch/, `fetch('${address}/fetch').catch(() => undefined)`],
    [/^connect-src: http.*\/beacon/, `navigator.sendBeacon('${address}/beacon')`],
    [/^connect-src: ws/, `new WebSocket('${address.replace('http', 'ws')}/socket')`],
    // The frame around ours lets it go nowhere, and is asked first.
    [
      /^frame-src: http/,
      `${element('form', { action: `${address}/form` })}; [...document.forms].at(-1).submit()`,
    ],
    [/^frame-src: http/, `location.href = '${address}/away'`],
  ];
};

/** What the page itself would carry out: what comes through the debugger may use `eval`. */
const inPage = (script: string): string =>
  `new Promise((resolve) => setTimeout(() => { try { ${script} } catch {} resolve() }))`;

test('nothing that somebody could try in a page is carried out, and everything is noticed', async () => {
  const frame = await pageFrame();
  for (const [reported, script] of attempts(trap.url)) {
    const before = scene.violations().length;
    await frame.evaluate(inPage(script));
    const isNoticed = (): boolean =>
      scene
        .violations()
        .slice(before)
        .some((text) => reported.test(text));
    await eventually(() => Promise.resolve(isNoticed()));
  }
  assert.equal(await frame.evaluate(`'hacked' in globalThis`), false);
  assert.deepEqual(trap.connections, []);
});
