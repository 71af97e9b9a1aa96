/** Without marks and in small letters, so that what is typed finds it; đ has no decomposition and is folded by hand. */
export const foldText = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')
