import { conflict } from '#core/errors'
import type { Text } from '#core/i18n'

/**
 * The states of a case. `national` is TrangThaiHoSo of the National Public Service Portal (handbook 3.2). `incomplete` waits for
 * a supplement before acceptance. `refused` (after acceptance) is a state of ours: nationally such a case has been stopped.
 */
export const states = {
  submitted: { national: 1, clock: 'not started', name: { vi: 'Mới đăng ký', en: 'Submitted' } },
  incomplete: { national: 5, clock: 'not started', name: { vi: 'Chờ bổ sung trước tiếp nhận', en: 'Incomplete' } },
  accepted: { national: 2, clock: 'running', name: { vi: 'Được tiếp nhận', en: 'Accepted' } },
  'refused-at-intake': { national: 3, clock: 'not started', name: { vi: 'Không được tiếp nhận', en: 'Not accepted' } },
  processing: { national: 4, clock: 'running', name: { vi: 'Đang xử lý', en: 'In progress' } },
  'awaiting-supplement': {
    national: 5,
    clock: 'paused',
    name: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'Awaiting papers' },
  },
  'awaiting-payment': {
    national: 6,
    clock: 'paused',
    name: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Awaiting payment' },
  },
  withdrawn: { national: 7, clock: 'ended', name: { vi: 'Công dân rút hồ sơ', en: 'Withdrawn' } },
  stopped: { national: 8, clock: 'ended', name: { vi: 'Dừng xử lý', en: 'Stopped' } },
  refused: { national: 8, clock: 'ended', name: { vi: 'Từ chối giải quyết', en: 'Refused' } },
  resolved: { national: 9, clock: 'ended', name: { vi: 'Đã xử lý xong', en: 'Resolved' } },
  returned: { national: 10, clock: 'ended', name: { vi: 'Đã trả kết quả', en: 'Result returned' } },
} as const satisfies Record<string, { national: number; clock: string; name: Text }>

export type State = keyof typeof states

export const stateNames = Object.keys(states)
export const isState = (name: string): name is State => Object.hasOwn(states, name)

/** The moves that handbook 3.2 allows, and the steps back of a recall. */
export const moves: Record<State, readonly State[]> = {
  submitted: ['accepted', 'refused-at-intake', 'incomplete', 'withdrawn'],
  incomplete: ['submitted', 'stopped', 'withdrawn'],
  accepted: ['processing', 'withdrawn'],
  'refused-at-intake': [],
  processing: ['awaiting-supplement', 'awaiting-payment', 'withdrawn', 'stopped', 'resolved', 'refused'],
  'awaiting-supplement': ['processing', 'stopped', 'withdrawn'],
  'awaiting-payment': ['processing', 'stopped', 'withdrawn'],
  withdrawn: [],
  stopped: [],
  refused: ['processing'],
  resolved: ['returned', 'processing'],
  returned: [],
}

/** Open: somebody of ours, or the applicant, still has to act. A resolved case waits to be handed out. */
const openStates: readonly State[] = [
  'submitted',
  'incomplete',
  'accepted',
  'processing',
  'awaiting-supplement',
  'awaiting-payment',
  'resolved',
]

export const isOpen = (state: State): boolean => openStates.includes(state)

export const isRunning = (state: State): boolean => states[state].clock === 'running'

export const isPaused = (state: State): boolean => states[state].clock === 'paused'

/** Accepted and neither resolved nor ended: what a unit still owes. */
export const isOwed = (state: State): boolean => isRunning(state) || isPaused(state)

/** @throws conflict when the state does not allow the move */
export function move(from: State, to: State): State {
  if (moves[from].includes(to)) return to
  throw conflict(
    'case-state',
    {
      vi: `Hồ sơ đang ở trạng thái "${states[from].name.vi}", không thể chuyển sang "${states[to].name.vi}".`,
      en: `The case is "${states[from].name.en}": it cannot become "${states[to].name.en}".`,
    },
    { state: from, wanted: to },
  )
}
