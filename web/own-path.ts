/** An address of our own, as `next` may name it; `//elsewhere`, `/\elsewhere` and hidden signs would lead away. */
export const ownPath = (text: string | undefined): string | undefined =>
  text !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(text) ? text : undefined

/** Pages of the server itself, which the web's router does not know. */
export const isServerPath = (path: string): boolean => /^\/(oidc|vneid)\//.test(path)
