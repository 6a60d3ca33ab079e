/** The least that an extension can be: what activation costs at best. */
'use strict';
const vscode = require('vscode');

exports.activate = ({ subscriptions }) => {
  subscriptions.push(
    vscode.commands.registerCommand('benchHello.hello', () => {
      void vscode.window.showInformationMessage('Hello from the bench');
    }),
  );
};
