/**
 * The nonce that this page's policy knows: style sheets made from script must carry it. Browsers
 * show it to scripts alone.
 */
export const STYLE_NONCE =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

// What keeps the page from scrolling behind a dialog takes the nonce from here and nowhere else.
Object.assign(globalThis, { __webpack_nonce__: STYLE_NONCE })
