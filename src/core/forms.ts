/** Forms: their model, and the checks that the browser and the server make alike. Pure: no Node API, no clock. */
export type {
  Address,
  Answers,
  Expression,
  Fee,
  Field,
  FieldType,
  FileType,
  Form,
  Option,
  Paper,
  Section,
  SectionAnswers,
  Value,
} from './forms/model.ts'
export { acceptedFileTypes, fieldTypes } from './forms/model.ts'
export { evaluateFeel, feelDate, holds, todayOf, type Scope } from './forms/feel.ts'
export { examine, type AnswerProblem, type Circumstances, type Examination } from './forms/examine.ts'
export { decideFees, decidePapers, totalOf, type FeeDue, type PaperDue } from './forms/decide.ts'
export { isBlank, readValue, type World } from './forms/values.ts'
export { findEmail, findPersonalId, findPhone, findTaxCode } from './forms/identifiers.ts'
export { messages as answerMessages, type AnswerCode } from './forms/messages.ts'
export type { Channel } from './forms/scope.ts'
