/**
 * Makes elements. Text is always text: nothing here reads markup, and what a login or a name holds cannot turn the
 * sentence around that it stands in.
 */
import { onOneLine } from '../domain/text.ts';

type Attributes = Readonly<Record<string, string>>;

const fill = <Kind extends HTMLElement>(
  created: Kind,
  attributes: Attributes,
  children: readonly (Node | string)[],
): Kind => {
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  created.append(...children.map((child) => (typeof child === 'string' ? onOneLine(child) : child)));
  return created;
};

/** An element with attributes and children; a child that is a string becomes text. */
export const element = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] => fill(document.createElement(tag), attributes, children);

/** The same for an element of the toolkit. */
export const customElement = (
  tag: `vscode-${string}`,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElement => fill(document.createElement(tag), attributes, children);
