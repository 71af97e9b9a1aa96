import type { citizenVi } from './citizen-vi.ts'

export const citizenEn: typeof citizenVi = {
  home: { title: 'What do you need to do?' },
}
