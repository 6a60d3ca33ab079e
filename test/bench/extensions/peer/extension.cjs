/**
 * What VS Code costs without the product: a tree, a form and a search that hold nothing but their data. And what only
 * an extension can see: the memory and the handles of the extension host, which it shares with the product.
 */
'use strict';
const { EventEmitter } = require('node:events');
const v8 = require('node:v8');
const { runInNewContext } = require('node:vm');
const vscode = require('vscode');

const setting = (name) => vscode.workspace.getConfiguration('benchPeer').get(name);

const actions =
  'editUser changeRole moveUser setPassword resetSessions setMaxSessions copyApiKey rotateApiKey sendSms updateConfig terminateUser';

/** Rows that show and say the same as those of the product, without anything behind them. */
const rowOf = (group, index) => {
  const item = new vscode.TreeItem(`user${index}`, vscode.TreeItemCollapsibleState.None);
  item.id = `${group}:${index}`;
  item.description = `Jordan Whitfield · Alder Creek Foods (1001)`;
  item.iconPath = new vscode.ThemeIcon('account');
  item.contextValue = `user Active ${actions}`;
  item.accessibilityInformation = { label: `user${index}, Jordan Whitfield, Alder Creek Foods (1001)` };
  return item;
};

const groupOf = (size) => {
  const item = new vscode.TreeItem(`Group ${size}`, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = String(size);
  item.iconPath = new vscode.ThemeIcon('organization');
  item.size = size;
  return item;
};

const createTree = () => {
  const changed = new vscode.EventEmitter();
  const provider = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (item) => item,
    getChildren: (item) =>
      item === undefined
        ? setting('groups').map(groupOf)
        : Array.from({ length: item.size }, (_, index) => rowOf(item.size, index)),
  };
  return { view: vscode.window.createTreeView('benchPeer.tree', { treeDataProvider: provider }), changed };
};

const openForm = () => {
  const panel = vscode.window.createWebviewPanel('benchPeer.form', 'Bench', vscode.ViewColumn.Active, {
    enableScripts: true,
  });
  panel.webview.html = '<!doctype html><html><body><input aria-label="Field"></body></html>';
};

const everybody = Array.from({ length: 100_000 }, (_, index) => `user${index}`);

const find = () => {
  const quickPick = vscode.window.createQuickPick();
  const draw = (text) => {
    const found = everybody.filter((login) => login.includes(text)).slice(0, 200);
    quickPick.items = found.map((label) => ({ label, description: 'MailboxUser', alwaysShow: true }));
  };
  quickPick.onDidChangeValue(draw);
  quickPick.onDidHide(() => quickPick.dispose());
  draw('');
  quickPick.show();
};

const ask = async () => {
  const url = await vscode.window.showInputBox({ prompt: 'Address' });
  if (url !== undefined) await fetch(url);
};

const report = (facts) => fetch(setting('url'), { method: 'POST', body: JSON.stringify(facts) });

/** CPU time of the extension host so far, in milliseconds. */
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Bytes after collecting garbage, and how many handles, emitters and signals there are; CPU before and after all that. */
const probe = async () => {
  const [cpuBefore, timeBefore] = [cpu(), performance.now()];
  v8.setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  collect();
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  const counts = {
    handles: process.getActiveResourcesInfo().filter((name) => name !== 'Immediate').length,
    emitters: v8.queryObjects(EventEmitter),
    signals: v8.queryObjects(AbortSignal),
  };
  const [cpuAfter, timeAfter] = [cpu(), performance.now()];
  await report({ heapUsed, rss, ...counts, cpuBefore, cpuAfter, timeBefore, timeAfter });
};

/** Runs a command again and again, each time when the one before has ended. */
const repeat = async () => {
  const times = setting('times');
  for (let count = 0; count < times; count += 1) await vscode.commands.executeCommand(setting('command'));
  await report({ done: times });
};

exports.activate = ({ subscriptions }) => {
  const { view, changed } = createTree();
  const commands = { refresh: () => changed.fire(undefined), form: openForm, find, ask, probe, repeat };
  subscriptions.push(
    view,
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`benchPeer.${name}`, run),
    ),
  );
};
