interface ActionButtonProps {
  label: string;
  /** What it is about, for those who do not see what it stands beside. */
  of?: string;
  /** What it says while the server is asked. */
  pendingLabel: string;
  pending: boolean;
  /** Something is being asked, by this button or by one beside it. */
  busy: boolean;
  primary?: boolean;
  small?: boolean;
  title?: string;
  onClick: () => void;
}

/**
 * A button that asks the server for something. While it waits it keeps the keyboard's focus, and does nothing. The
 * second click of a double click counts for nothing: by then the button may mean the opposite.
 */
export function ActionButton(props: ActionButtonProps) {
  const { label, of, pendingLabel, pending, busy, primary, small, title, onClick } = props;
  return (
    <button
      type="button"
      className={['button', primary && 'button-primary', small && 'button-small'].filter(Boolean).join(' ')}
      aria-disabled={busy}
      title={title}
      onClick={({ detail }) => !busy && detail < 2 && onClick()}
    >
      {pending ? pendingLabel : label}
      {of && <span className="visually-hidden"> {of}</span>}
    </button>
  );
}
