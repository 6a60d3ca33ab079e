/** The settings, read when they are needed. All have application scope: a workspace cannot set them. */
import * as vscode from 'vscode';
import type { GrantPolicy } from '../domain/grants.ts';

/** What the settings say now. */
export type Settings = GrantPolicy & {
  /** Users a page, 1 to 500. */
  readonly pageSize: number;
  /** Ask before every write on a production profile. */
  readonly confirmInProduction: boolean;
  /** For one attempt at a request, in milliseconds. */
  readonly requestTimeout: number;
};

/** Brings a number from a settings file, which may be anything, within its bounds. */
const bounded = (value: unknown, least: number, most: number, fallback: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : fallback;

/** Reads the settings. */
export const readSettings = (): Settings => {
  const section = vscode.workspace.getConfiguration('ecgrid');
  return {
    pageSize: Math.round(bounded(section.get('users.pageSize'), 1, 500, 500)),
    allowInternalLevels: section.get('allowInternalLevels') === true,
    confirmInProduction: section.get('confirmInProduction') !== false,
    requestTimeout: bounded(section.get('requestTimeout'), 1, 600, 30) * 1000,
  };
};
