type Size = { size?: number }

/** The platform's mark, as in `public/mark.svg`: drawn here, so that no page waits in line for a picture of it. */
export function Mark({ size = 32 }: Size) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <g fill="none" stroke="#b3202a" strokeWidth={2.2} strokeLinejoin="round">
        <path d="M16 5c4 4.2 5.6 8.2 5.6 12S19.4 24 16 26c-3.4-2-5.6-5.2-5.6-9S12 9.2 16 5Z" />
        <path d="M10.3 13.5C7.6 12.6 5 12.7 3 13.6c.6 6.2 4.6 11.4 13 12.4M21.7 13.5c2.7-.9 5.3-.8 7.3.1-.6 6.2-4.6 11.4-13 12.4" />
      </g>
    </svg>
  )
}
