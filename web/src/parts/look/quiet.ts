/** How a small sign looks that can be pressed and keeps in the background until then. */
export const QUIET = { variant: 'subtle', color: 'gray', className: 'quiet-icon' } as const
