/** A dialog that is there while it is open: Escape and its own buttons close it. */
import { type FormEvent, type ReactNode, useEffect, useId, useRef } from 'react';

interface ModalProps {
  title: string;
  children: ReactNode;
  /** What the confirming button says; its press submits the form, as Enter does. */
  confirmLabel: string;
  tone?: 'primary' | 'danger';
  dismissLabel?: string;
  /** The server is being asked: the form cannot be sent again. */
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

export function Modal(props: ModalProps) {
  const { title, children, confirmLabel, tone = 'primary', dismissLabel = 'Cancel' } = props;
  const { busy, onConfirm, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onConfirm();
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      <form onSubmit={submit}>
        <div className="dialog-text">{children}</div>
        <div className="actions">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {dismissLabel}
          </button>
          <button
            type="submit"
            aria-disabled={busy}
            className={tone === 'danger' ? 'button button-danger-solid' : 'button button-primary'}
          >
            {confirmLabel}
          </button>
        </div>
      </form>
    </dialog>
  );
}
