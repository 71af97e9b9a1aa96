import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkPack, defineKind, problemLine } from '#core/definitions'
import { Id } from '#core/definitions/words'
import { listKind } from '#core/lists'
import { packFolder } from '#test/pack-folder'
import { z } from 'zod'
import { ProcedureWords } from './definition.ts'
import { procedureKind } from './kind.ts'
import { fieldsKind, lifeEventsKind } from './vocabulary.ts'

const rolesKind = defineKind({
  kind: 'roles',
  file: 'roles.yaml',
  schema: z.record(Id, z.unknown()),
  declares: (roles) => ({ role: Object.keys(roles) }),
})
const kinds = [rolesKind, listKind, fieldsKind, lifeEventsKind, procedureKind]

/** The example of the design, word for word. */
const birth = `code: "1.001193"
name: { vi: Đăng ký khai sinh, en: Birth registration }
aliases: [làm giấy khai sinh, khai sinh cho con, GKS]
field: civil-status
lifeEvents: [birth]
basis: [Luật Hộ tịch 60/2014/QH13 Đ13–16, NĐ 123/2015/NĐ-CP Đ9, NĐ 118/2025/NĐ-CP]
competent: commune                 # commune | department/<id> | province
channels: [online, counter, post]
online: full                       # full | partial with \`because:\`
level: 2                           # assurance that the applicant needs online

form:
  child:
    title: { vi: Người được khai sinh, en: The child }
    fields:
      fullName:   { type: personName, required: true }
      birthDate:  { type: date, check: birthDate <= today(), error: Ngày sinh không được sau hôm nay }
      sex:        { type: choice, list: sex }
      ethnicity:  { type: choice, list: ethnic-groups }
      homeTown:   { type: address }
      noNotice:   { type: yesNo, label: Không có giấy chứng sinh }
  mother:
    fields:
      idNumber:   { type: personalId, from: person.idNumber }         # once only: filled from what is known
      fullName:   { type: personName, from: population.fullName, locked: true }
      poor:       { type: yesNo, from: registers.poor-households, label: Thuộc hộ nghèo }
  late:
    show: today() - child.birthDate > duration("P60D")                # FEEL, the same in the browser and on the server
    fields:
      reason:     { type: text, maxLength: 500, required: true }

papers:
  birth-notice:     { name: Giấy chứng sinh, accept: [pdf, jpg, png], required: not(child.noNotice) }
  parents-marriage: { name: Giấy chứng nhận kết hôn, from: my.papers.marriage-certificate, required: false }

steps:
  receive:  { by: receptionist, at: reception, within: 2 working hours }
  appraise: { by: civil-status-officer, within: 4 working hours, may: [ask-supplement, refuse, consult] }
  approve:  { by: chair, within: 1 working hours, signs: result }
  return:   { by: receptionist, at: reception }
limit: 1 working days
supplement: restart                # restart | resume: what the clock does after a supplement

fees:
  registration:
    kind: lệ phí                   # phí | lệ phí: the law keeps them apart
    when:                          # a decision table; the first row that fits
      - { if: today() - child.birthDate <= duration("P60D"), pay: 0, because: đăng ký đúng hạn }
      - { if: mother.poor, pay: 0, because: hộ nghèo }
      - { pay: 8000 }
    basis: to be named by the province's council resolution

result:
  paper: birth-certificate         # goes into the citizen's papers, reusable by every other form
  template: birth-certificate
`

const words = {
  'roles.yaml': 'receptionist: Một cửa\ncivil-status-officer: Hộ tịch\nchair: Chủ tịch\n',
  'fields.yaml': 'civil-status: { name: Hộ tịch }\n',
  'life-events.yaml': 'birth: { name: Sinh con }\n',
  'lists/sex.yaml': 'name: Giới tính\noptions: { male: Nam, female: Nữ }\n',
  'lists/ethnic-groups.yaml':
    'name: Dân tộc\noptions: { kinh: { vi: Kinh, code: "01" }, bru: { vi: Bru – Vân Kiều, code: "19" } }\n',
}

function problemsOf(text: string): string[] {
  const pack = packFolder({ ...words, 'procedures/birth-registration.yaml': text })
  const problems = checkPack(pack.folder, kinds).map(problemLine)
  pack.remove()
  return problems.map((line) => line.replace('procedures/birth-registration.yaml:', ''))
}

test('the example of the design passes the check', () => {
  assert.deepEqual(problemsOf(birth), [])
})

/** What a person may get wrong, and what is said of it. */
const mistakes: readonly (readonly [from: string, to: string, problem: string])[] = [
  ['by: chair', 'by: chiar', '39:19 steps.approve.by: no role "chiar"; did you mean "chair"?'],
  ['list: sex', 'list: sx', '18:41 form.child.fields.sex.list: no list "sx"; did you mean "sex"?'],
  [
    'birthDate <= today()',
    'brithDate <= today()',
    '17:40 form.child.fields.birthDate.check: no name "brithDate"; did you mean "birthDate"?',
  ],
  [
    'not(child.noNotice)',
    'not(child.noNotise)',
    '33:81 papers.birth-notice.required: no name "noNotise"; did you mean "noNotice"?',
  ],
  ['if: mother.poor', 'if: mother.rich', '49:15 fees.registration.when.1.if: no name "rich"'],
  ['      - { pay: 8000 }\n', '', '48:7 fees.registration.when: the last row must fit always: leave out its if:'],
  ['field: civil-status', 'field: civil-stat', '4:8 field: no field "civil-stat"; did you mean "civil-status"?'],
  ['lifeEvents: [birth]', 'lifeEvents: [brith]', '5:14 lifeEvents.0: no life event "brith"; did you mean "birth"?'],
  ['online: full ', 'online: partial ', '9:9 online: partial needs because: (NĐ 224/2026 Đ14)'],
  ['limit: 1 working days\n', '', '1:1 needs limit:, or immediate: true'],
  [', signs: result', '', '37:3 steps: one step has signs: result, not 0'],
  ['code: "1.001193"', 'code: 1.001193', '1:7 code: must be a text, not a number'],
  [
    'reason:     { type: text',
    'whyLate:    { type: text',
    '30:19 form.late.fields.whyLate: needs label: for "whyLate" is no shared word',
  ],
  [
    'type: personName, required',
    'type: persoName, required',
    '16:27 form.child.fields.fullName.type: no value "persoName"; did you mean "personName"?',
  ],
  [
    'locked: true',
    'lokced: true',
    '25:66 form.mother.fields.fullName.lokced: unknown field "lokced"; did you mean "locked"?',
  ],
  [
    'within: 4 working hours',
    'within: 4 hours of work',
    '38:49 steps.appraise.within: a duration in words: 2 working hours, 3 working days, 10 days, 2 months',
  ],
]

test('each mistake is said at its place, with the word that was meant', () => {
  for (const [from, to, problem] of mistakes) {
    assert.ok(birth.includes(from), from)
    assert.deepEqual(problemsOf(birth.replace(from, to)), [problem])
  }
})

test('the test province has no mistakes in what procedures need', () => {
  assert.deepEqual(checkPack('test/pack', kinds).map(problemLine), [])
})

test('what is not written has its default', () => {
  const { parse } = ProcedureWords
  const least = parse({
    code: '9.000009',
    name: 'Thử',
    field: 'notes',
    basis: ['Đ1'],
    competent: 'commune',
    steps: { receive: { by: 'clerk', at: 'reception' } },
    limit: '1 working day',
    result: { paper: 'note' },
  })
  assert.deepEqual(
    {
      channels: least.channels,
      online: least.online,
      level: least.level,
      supplement: least.supplement,
      limit: least.limit,
    },
    {
      channels: ['online', 'counter', 'post'],
      online: 'full',
      level: 2,
      supplement: 'resume',
      limit: { amount: 1, unit: 'working days' },
    },
  )
  assert.deepEqual(least.steps[0], {
    id: 'receive',
    by: 'clerk',
    at: 'reception',
    may: [],
    consult: [],
    parallel: true,
    name: { vi: 'Tiếp nhận hồ sơ', en: 'Reception' },
  })
})
