import type { Locale } from '#core/i18n'

/** What a template may say; a fact that is not given leaves its sentence out. */
export type Facts = Partial<
  Record<
    | 'caseCode'
    | 'procedure'
    | 'unit'
    | 'dueAt'
    | 'newDueAt'
    | 'reason'
    | 'link'
    | 'code'
    | 'minutes'
    | 'place'
    | 'amount',
    string
  >
>

type Wording = { subject: string; body: readonly string[] }
type Template = Record<Locale, Wording>

/** Each line of a body is a sentence of its own: one whose fact is missing is left out. */
export const templates = {
  'sign-in-code': {
    vi: {
      subject: 'Mã đăng nhập: {code}',
      body: [
        'Mã đăng nhập của bạn là {code}, dùng được trong {minutes} phút.',
        'Không đưa mã này cho bất kỳ ai, kể cả người xưng là cán bộ.',
      ],
    },
    en: {
      subject: 'Sign-in code: {code}',
      body: [
        'Your sign-in code is {code}; it works for {minutes} minutes.',
        'Give it to nobody, not even to someone who says they are an official.',
      ],
    },
  },
  'account-locked': {
    vi: {
      subject: 'Tài khoản của bạn tạm khóa',
      body: [
        'Tài khoản bị khóa đến {dueAt} vì nhập sai mật khẩu nhiều lần.',
        'Nếu không phải bạn, hãy báo người quản trị.',
      ],
    },
    en: {
      subject: 'Your account is locked for a time',
      body: [
        'The account is locked until {dueAt} after several wrong passwords.',
        'If it was not you, tell the administrator.',
      ],
    },
  },
  submitted: {
    vi: {
      subject: 'Đã nhận hồ sơ {caseCode}',
      body: [
        'Hồ sơ {caseCode} ({procedure}) đã được gửi đến {unit}.',
        'Cơ quan sẽ xem và trả lời trong 8 giờ làm việc.',
        'Theo dõi: {link}',
      ],
    },
    en: {
      subject: 'Case {caseCode} was filed',
      body: [
        'Case {caseCode} ({procedure}) was sent to {unit}.',
        'It is answered within 8 working hours.',
        'Follow it: {link}',
      ],
    },
  },
  accepted: {
    vi: {
      subject: 'Hồ sơ {caseCode} đã được tiếp nhận',
      body: [
        '{unit} đã tiếp nhận hồ sơ {caseCode} ({procedure}).',
        'Hẹn trả kết quả: {dueAt}.',
        'Giấy tiếp nhận và tiến độ: {link}',
      ],
    },
    en: {
      subject: 'Case {caseCode} was accepted',
      body: ['{unit} accepted case {caseCode} ({procedure}).', 'Result due: {dueAt}.', 'Receipt and progress: {link}'],
    },
  },
  'supplement-requested': {
    vi: {
      subject: 'Hồ sơ {caseCode} cần bổ sung',
      body: [
        'Hồ sơ {caseCode} ({procedure}) cần bổ sung giấy tờ hoặc nội dung.',
        'Lý do: {reason}',
        'Xin bổ sung trước {dueAt}.',
        'Xem và bổ sung: {link}',
      ],
    },
    en: {
      subject: 'Case {caseCode} needs a supplement',
      body: [
        'Case {caseCode} ({procedure}) needs more papers or details.',
        'Reason: {reason}',
        'Please add them before {dueAt}.',
        'See and supplement: {link}',
      ],
    },
  },
  'payment-asked': {
    vi: {
      subject: 'Hồ sơ {caseCode}: nộp phí, lệ phí',
      body: ['Hồ sơ {caseCode} ({procedure}) cần nộp {amount}.', 'Nộp tại: {place}', 'Chi tiết: {link}'],
    },
    en: {
      subject: 'Case {caseCode}: a fee is due',
      body: ['Case {caseCode} ({procedure}) has a fee of {amount}.', 'Pay at: {place}', 'Details: {link}'],
    },
  },
  'result-ready': {
    vi: {
      subject: 'Hồ sơ {caseCode} đã có kết quả',
      body: ['Hồ sơ {caseCode} ({procedure}) đã có kết quả.', 'Nhận tại: {place}', 'Xem kết quả: {link}'],
    },
    en: {
      subject: 'The result of case {caseCode} is ready',
      body: ['Case {caseCode} ({procedure}) has its result.', 'Collect it at: {place}', 'See the result: {link}'],
    },
  },
  refused: {
    vi: {
      subject: 'Hồ sơ {caseCode} không được giải quyết',
      body: [
        'Hồ sơ {caseCode} ({procedure}) bị từ chối.',
        'Lý do: {reason}',
        'Phiếu từ chối và quyền khiếu nại: {link}',
      ],
    },
    en: {
      subject: 'Case {caseCode} was refused',
      body: [
        'Case {caseCode} ({procedure}) was refused.',
        'Reason: {reason}',
        'The refusal and your right to complain: {link}',
      ],
    },
  },
  stopped: {
    vi: {
      subject: 'Hồ sơ {caseCode} đã dừng giải quyết',
      body: ['Việc giải quyết hồ sơ {caseCode} ({procedure}) đã dừng.', 'Lý do: {reason}', 'Thông báo: {link}'],
    },
    en: {
      subject: 'Case {caseCode} was stopped',
      body: ['Handling of case {caseCode} ({procedure}) has stopped.', 'Reason: {reason}', 'The notice: {link}'],
    },
  },
  apologised: {
    vi: {
      subject: 'Xin lỗi về hồ sơ {caseCode}',
      body: [
        '{unit} xin lỗi vì chưa trả kết quả hồ sơ {caseCode} ({procedure}) đúng hẹn.',
        'Lý do: {reason}',
        'Hẹn lại: {newDueAt}.',
        'Thư xin lỗi: {link}',
      ],
    },
    en: {
      subject: 'An apology about case {caseCode}',
      body: [
        '{unit} is sorry that case {caseCode} ({procedure}) is late.',
        'Reason: {reason}',
        'New appointment: {newDueAt}.',
        'The letter: {link}',
      ],
    },
  },
  'due-soon': {
    vi: {
      subject: 'Sắp đến hạn: {caseCode}',
      body: ['Hồ sơ {caseCode} ({procedure}) đến hạn lúc {dueAt}.', 'Mở hồ sơ: {link}'],
    },
    en: {
      subject: 'Due soon: {caseCode}',
      body: ['Case {caseCode} ({procedure}) is due at {dueAt}.', 'Open it: {link}'],
    },
  },
  overdue: {
    vi: {
      subject: 'Quá hạn: {caseCode}',
      body: [
        'Hồ sơ {caseCode} ({procedure}) đã quá hạn từ {dueAt}.',
        'Cần gửi thư xin lỗi và hẹn lại (NĐ 61/2018/NĐ-CP Đ19).',
        'Mở hồ sơ: {link}',
      ],
    },
    en: {
      subject: 'Overdue: {caseCode}',
      body: [
        'Case {caseCode} ({procedure}) is overdue since {dueAt}.',
        'An apology with a new appointment is due (Decree 61/2018, art. 19).',
        'Open it: {link}',
      ],
    },
  },
} as const satisfies Record<string, Template>

export type TemplateName = keyof typeof templates

export type Worded = { subject: string; body: string }

/** The message in words. Facts are put in as they are: messages are plain text, so no mark in them means anything. */
export function word(template: TemplateName, facts: Facts, locale: Locale): Worded {
  const wording: Wording = templates[template][locale]
  const filled = wording.body.map((sentence) => fill(sentence, facts)).filter((sentence) => sentence !== undefined)
  return { subject: oneLine(fill(wording.subject, facts) ?? wording.subject), body: filled.join('\n') }
}

function fill(sentence: string, facts: Facts): string | undefined {
  let complete = true
  const text = sentence.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const value = Object.entries(facts).find(([key]) => key === name)?.[1]
    if (value === undefined || value === '') complete = false
    return value ?? ''
  })
  return complete ? text : undefined
}

/** A line break in a subject would begin a new mail header. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ').slice(0, 200)
