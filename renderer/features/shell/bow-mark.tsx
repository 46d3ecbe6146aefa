/** The mark of Latchkey: the bow of a key. */
export function BowMark({ size }: { readonly size: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 32 32" fill="none">
      <path
        d="M16 2.5 27.5 9.2v13.6L16 29.5 4.5 22.8V9.2z"
        fill="var(--accent)"
        stroke="var(--accent)"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <circle cx="16" cy="12.5" r="4" stroke="var(--on-accent)" strokeWidth="2.5" />
      <path d="M16 16.5V25M16 21.5h3.5" stroke="var(--on-accent)" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  );
}
