import { dialog } from 'electron';

/** What a person is asked. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  /** The words of the button that says yes. */
  readonly confirm: string;
  readonly cancel: string;
}

/** Asks in a dialog of the system, which needs no window; everything but the one button is a no. */
export async function confirmNatively({ message, detail, confirm, cancel }: Question): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message,
    detail,
    buttons: [cancel, confirm],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
