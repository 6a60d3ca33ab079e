/**
 * One form about users. Keeps what the page must be told again when it was hidden and comes back, and hands
 * everything that the page asks for to the job behind it.
 */
import type { Uri } from 'vscode';
import { FromForm } from '../../protocol/userForm.ts';
import type { FormModel, ToForm } from '../../protocol/userForm.ts';
import type { Log } from '../log.ts';
import { PagePanel } from '../pages/pagePanel.ts';
import { copySecret } from '../writes/secretClipboard.ts';

/** A message of the form besides those that the panel answers itself. */
export type FormRequest = Exclude<FromForm, { type: 'ready' | 'again' | 'close' | 'copyPassword' }>;

/** What the panel needs. */
export type FormPanelOptions = {
  readonly extensionUri: Uri;
  readonly log: Log;
  readonly title: string;
  readonly model: FormModel;
  /** Called with every message that the form sends. */
  readonly onRequest: (request: FormRequest, panel: FormPanel) => Promise<void>;
};

/** The kinds of message that a page needs again after it was hidden. Passwords are not among them. */
const remembered = ['networks', 'mailboxes', 'submitting', 'failed', 'idle', 'done'] as const;
type Remembered = (typeof remembered)[number];
const isRemembered = (type: ToForm['type']): type is Remembered => remembered.some((kind) => kind === type);

/** The states of the whole form exclude one another, so only the last one is kept. */
const slotOf = (type: Remembered): string => (type === 'networks' || type === 'mailboxes' ? type : 'phase');

/** An open form. */
export class FormPanel extends PagePanel<ToForm, FromForm> {
  readonly #options: FormPanelOptions;
  readonly #memory = new Map<string, ToForm>();

  constructor(options: FormPanelOptions) {
    super({
      ...options,
      viewType: 'ecgrid.userForm',
      from: FromForm,
      first: { type: 'open', model: options.model },
    });
    this.#options = options;
  }

  /** Tells the form something; a hidden form is told when it comes back. */
  tell(message: ToForm): void {
    // A failure that was seen is not told again, over what has been corrected since.
    if (message.type === 'failed' && this.visible) this.#memory.delete('phase');
    else if (isRemembered(message.type)) this.#memory.set(slotOf(message.type), message);
    this.post(message);
  }

  #tellAll(): void {
    this.post({ type: 'open', model: this.#options.model });
    for (const earlier of this.#memory.values()) this.post(earlier);
  }

  protected override async handle(message: FromForm): Promise<void> {
    switch (message.type) {
      case 'again':
        this.#memory.delete('phase');
        this.#tellAll();
        return;
      case 'ready':
        this.#tellAll();
        return;
      case 'copyPassword':
        await copySecret(message.password, 'Password');
        return;
      case 'close':
        this.dispose();
        return;
      default:
        await this.#options.onRequest(message, this);
    }
  }
}
