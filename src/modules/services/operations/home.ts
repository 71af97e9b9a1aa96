import { z } from 'zod'
import { query } from '#core/operation'
import { listOwnCases } from '#modules/cases'
import { listOwnPapers } from '#modules/profiles'
import { tilesOf } from '../board.ts'
import * as policy from '../policy.ts'
import { listShown } from '../store/news.ts'
import * as own from '../store/own.ts'
import { HomeView } from '../views.ts'
import { mostOpened } from './board.ts'
import { presentNews } from './news.ts'
import { topicsOf } from './subscribing.ts'

const shown = { waiting: 20, cases: 4, papers: 4, news: 3 }

export const home = query('services.home', {
  summary: 'The whole home of a person: what waits for them, their cases, papers and services, news.',
  input: z.strictObject({}),
  output: HomeView,
  allow: policy.isCitizen,
  async run({ actor, db, ctx, now }) {
    const [waiting, cases, papers, favourites, most, topics, news] = await Promise.all([
      ctx.waiting.of(ctx, actor),
      listOwnCases({ ctx, db, actor, now }, shown.cases),
      listOwnPapers(ctx, db, actor),
      own.listFavourites(db, actor.id),
      mostOpened(db, now),
      topicsOf(ctx, db, actor.id),
      listShown(db, { field: undefined, after: undefined, limit: shown.news }),
    ])
    return {
      waiting: waiting.slice(0, shown.waiting).map((one) => ({
        ...one,
        dueAt: one.dueAt?.toISOString(),
        urgent: one.urgent ?? false,
      })),
      waitingCount: waiting.length,
      cases,
      papers: papers.slice(0, shown.papers),
      papersCount: papers.length,
      favourites: tilesOf(ctx, actor, favourites),
      mostOpened: tilesOf(ctx, actor, most),
      topics,
      news: news.map((row) => presentNews(ctx, row)),
    }
  },
})
