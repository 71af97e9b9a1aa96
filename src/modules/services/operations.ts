import type { Operation } from '#core/operation'
import * as answering from './operations/answering.ts'
import * as board from './operations/board.ts'
import { getDesk } from './operations/desk.ts'
import { home } from './operations/home.ts'
import { getJourney, tick } from './operations/journeys.ts'
import { getNews, listNews, publishNews, withdraw } from './operations/news.ts'
import { listSubscriptions, subscribe, unsubscribe } from './operations/subscribing.ts'

export const operations: readonly Operation[] = [
  home,
  board.board,
  board.search,
  board.get,
  board.lookUpIn,
  board.open,
  board.setFavourite,
  getJourney,
  tick,
  subscribe,
  unsubscribe,
  listSubscriptions,
  answering.answer,
  getDesk,
  answering.listAnswers,
  answering.markAnswerRead,
  listNews,
  getNews,
  publishNews,
  withdraw,
]
