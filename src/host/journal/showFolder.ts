/** Shows people where the files of the journal are. */
import * as vscode from 'vscode';
import { tell } from '../notify.ts';

/**
 * Shows a folder in the file manager of this machine; where VS Code runs in a browser, tells the path.
 * @param folder absolute path
 */
export const showFolder = async (folder: string): Promise<void> => {
  if (vscode.env.uiKind === vscode.UIKind.Desktop) {
    await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(folder));
    return;
  }
  if ((await tell(`The journal is in ${folder}.`, 'Copy Path')) !== undefined)
    await vscode.env.clipboard.writeText(folder);
};
