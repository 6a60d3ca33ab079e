/** What rows of every kind have in common. */
import * as vscode from 'vscode';

/** A row that nothing hangs below, with an icon of VS Code’s, and a theme’s color where one is told. */
export const row = (label: string, icon: string, color?: string): vscode.TreeItem => {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  return item;
};

/** A row that others hang below, closed. */
export const parentRow = (...parameters: Parameters<typeof row>): vscode.TreeItem => {
  const item = row(...parameters);
  item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
  return item;
};
