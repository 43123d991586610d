import { type ReactNode, useId, useRef } from 'react';

interface ConfirmButtonProps {
  label: string;
  question: string;
  explanation: ReactNode;
  /** What the confirming button says. */
  confirmLabel: string;
  dismissLabel: string;
  /** `danger` unless what it asks for loses nothing. */
  tone?: 'danger' | 'plain';
  /** Something is being asked, by this button or by one beside it. */
  busy: boolean;
  /** What the button says while the server is asked. */
  pendingLabel: string;
  pending: boolean;
  onConfirm: () => void;
}

/** A button that asks first, in a dialog that Escape closes. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { label, question, explanation, confirmLabel, dismissLabel, pendingLabel, onConfirm } = props;
  const { tone = 'danger', busy, pending } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const close = () => dialog.current?.close();
  const danger = tone === 'danger';
  return (
    <>
      <button
        type="button"
        className={danger ? 'button button-danger' : 'button'}
        aria-disabled={busy}
        onClick={() => !busy && dialog.current?.showModal()}
      >
        {pending ? pendingLabel : label}
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
        <h2 id={titleId}>{question}</h2>
        <div className="dialog-text">{explanation}</div>
        <div className="actions">
          <button type="button" className="button" onClick={close}>
            {dismissLabel}
          </button>
          <button
            type="button"
            className={danger ? 'button button-danger-solid' : 'button button-primary'}
            onClick={() => {
              close();
              onConfirm();
            }}
          >
            {confirmLabel}
          </button>
        </div>
      </dialog>
    </>
  );
}
