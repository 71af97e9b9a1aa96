const pattern = /^my\.papers\.([a-z][a-z0-9-]*)(?:\.([a-z][A-Za-z0-9]*))?$/

/** The kind of paper that a source names: `marriage-certificate` of `my.papers.marriage-certificate`. */
export const paperKindOf = (from: string | undefined): string | undefined => pattern.exec(from ?? '')?.[1]
