/** The least that an extension with a view can be: what activation costs at best. */
'use strict';
const vscode = require('vscode');

exports.activate = ({ subscriptions }) => {
  const view = {
    getChildren: (row) => (row === undefined ? ['Hello from the bench'] : []),
    getTreeItem: (row) => new vscode.TreeItem(row),
  };
  subscriptions.push(vscode.window.registerTreeDataProvider('benchHello.view', view));
};
