import { conflict } from '#core/errors'
import type { Text } from '#core/i18n'

/**
 * The states of a report (handbook 7.1). `stage` is what the public map colours by. A published report has its answer in the
 * open; one that nobody but its sender may read ends as answered.
 */
export const states = {
  submitted: { stage: 'received', name: { vi: 'Mới gửi', en: 'Sent' } },
  'needs-supplement': { stage: 'received', name: { vi: 'Chờ bổ sung', en: 'More is asked' } },
  rejected: { stage: 'closed', name: { vi: 'Không tiếp nhận', en: 'Not taken up' } },
  withdrawn: { stage: 'closed', name: { vi: 'Người gửi rút lại', en: 'Withdrawn' } },
  accepted: { stage: 'handling', name: { vi: 'Đã tiếp nhận', en: 'Taken up' } },
  transferred: { stage: 'handling', name: { vi: 'Đã chuyển đơn vị xử lý', en: 'Passed on' } },
  processing: { stage: 'handling', name: { vi: 'Đang xử lý', en: 'In progress' } },
  answered: { stage: 'answered', name: { vi: 'Đã trả lời', en: 'Answered' } },
  published: { stage: 'answered', name: { vi: 'Đã công khai kết quả', en: 'Answer published' } },
  rated: { stage: 'answered', name: { vi: 'Đã đánh giá', en: 'Rated' } },
  reopened: { stage: 'handling', name: { vi: 'Mở lại', en: 'Reopened' } },
  merged: { stage: 'closed', name: { vi: 'Đã gộp', en: 'Merged' } },
} as const satisfies Record<string, { stage: Stage; name: Text }>

export type Stage = 'received' | 'handling' | 'answered' | 'closed'
export type State = keyof typeof states

export const stateNames = Object.keys(states)
export const isState = (name: string): name is State => Object.hasOwn(states, name)

export const moves: Record<State, readonly State[]> = {
  submitted: ['accepted', 'rejected', 'needs-supplement', 'merged', 'withdrawn'],
  'needs-supplement': ['submitted', 'rejected', 'merged', 'withdrawn'],
  accepted: ['processing', 'transferred', 'answered', 'merged', 'withdrawn'],
  transferred: ['processing', 'transferred', 'answered', 'merged', 'withdrawn'],
  processing: ['processing', 'transferred', 'answered', 'merged', 'withdrawn'],
  reopened: ['processing', 'transferred', 'answered'],
  answered: ['published', 'rated', 'reopened'],
  published: ['rated', 'reopened'],
  rated: ['reopened'],
  rejected: [],
  withdrawn: [],
  // Taken apart again, it is where it was.
  merged: ['submitted', 'needs-supplement', 'accepted', 'transferred', 'processing'],
}

const owed: readonly State[] = ['submitted', 'accepted', 'transferred', 'processing', 'reopened']

/** The province owes the sender the next word. */
export const isOwed = (state: State): boolean => owed.includes(state)

export const isAnswered = (state: State): boolean => states[state].stage === 'answered'

/** Taken up and not yet answered. */
export const isInHand = (state: State): boolean => states[state].stage === 'handling'

/** @throws conflict when the state does not allow the move */
export function move(from: State, to: State): State {
  if (moves[from].includes(to)) return to
  throw conflict(
    'report-state',
    {
      vi: `Phản ánh đang ở trạng thái "${states[from].name.vi}", không thể chuyển sang "${states[to].name.vi}".`,
      en: `The report is "${states[from].name.en}": it cannot become "${states[to].name.en}".`,
    },
    { state: from, wanted: to },
  )
}

/** @throws conflict when nothing is owed any more */
export function requireOwed(state: State): void {
  if (!isOwed(state))
    throw conflict('report-not-in-hand', {
      vi: 'Phản ánh không còn đang được xử lý.',
      en: 'The report is no longer being handled.',
    })
}

/** The states that the public map paints alike. */
export const statesOf = (stage: Stage): State[] =>
  Object.keys(states)
    .filter(isState)
    .filter((state) => states[state].stage === stage)
