import { categoriesIn, unitFor } from './catalogue.ts'
import { newCode } from './code.ts'
import * as following from './following.ts'
import { envOf } from './load.ts'
import { respondent } from './operations/surveys.ts'
import * as rules from './rules.ts'
import { sealSender } from './sealing.ts'
import { shownPlace } from './showing.ts'
import { addNotes, addSupports } from './store/beside.ts'
import { addIdeas, addSurveyAnswers, addVotes } from './store/ideas.ts'
import { rebuildMap, recountMap } from './store/map.ts'
import { addPhotos } from './store/photo.ts'
import { addReports } from './store/report.ts'
import { surveyKind } from './survey-definition.ts'

/** The rules of a report under one name, for those who make histories by them: `reportRules.accept(env, found)`. */
export const reportRules = {
  submit: rules.submit,
  accept: rules.accept,
  reject: rules.reject,
  assign: rules.assign,
  transfer: rules.transfer,
  answer: rules.answer,
  show: rules.show,
  rate: following.rate,
  markOverdue: following.markOverdue,
  escalate: following.escalate,
} as const

/** What a maker of histories needs beside them: what the pack says, and the statements that write in sets. */
export const reportHistory = {
  categoriesIn,
  unitFor,
  envOf,
  newCode,
  sealSender,
  shownPlace,
  respondent,
  surveyKind,
  addReports,
  addNotes,
  addPhotos,
  addSupports,
  addIdeas,
  addVotes,
  addSurveyAnswers,
  rebuildMap,
  recountMap,
} as const
