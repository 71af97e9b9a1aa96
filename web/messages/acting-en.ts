import type { actingVi } from './acting-vi.ts'

export const actingEn: typeof actingVi = {
  acting: {
    forOther: 'You are acting for',
    helping: 'You are helping',
    until: (time) => `ends by itself at ${time}`,
    own: 'This page is still your own.',
    stop: 'Stop acting',
    stopHelping: 'End the help',
    label: 'Acting for somebody else',
    casesOf: (name) => `Cases of ${name}`,
    file: (name) => `File for ${name}`,
    fileNote: 'Find the procedure; their particulars are filled in',
    casesNote: 'The cases that you may follow',
    none: (name) => `${name} has no case that you may follow.`,
    filedBy: 'Filed by',
    helpedBy: 'With the help of',
    by: (name, right) => `${name} (${right})`,
  },
}
