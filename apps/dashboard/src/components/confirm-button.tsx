import { type ReactNode, useId, useRef } from 'react';

interface ConfirmButtonProps {
  label: string;
  question: string;
  explanation: ReactNode;
  /** What the confirming button says. */
  confirmLabel: string;
  dismissLabel?: string;
  busy?: boolean;
  onConfirm: () => void;
}

/** A button for what cannot be undone: asks first, in a dialog that Escape closes. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const {
    label,
    question,
    explanation,
    confirmLabel,
    dismissLabel = 'Keep running',
    busy,
    onConfirm,
  } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const close = () => dialog.current?.close();
  return (
    <>
      <button
        type="button"
        className="button button-danger"
        disabled={busy}
        onClick={() => dialog.current?.showModal()}
      >
        {label}
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
        <h2 id={titleId}>{question}</h2>
        <p>{explanation}</p>
        <div className="actions">
          <button type="button" className="button" onClick={close}>
            {dismissLabel}
          </button>
          <button
            type="button"
            className="button button-danger-solid"
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
