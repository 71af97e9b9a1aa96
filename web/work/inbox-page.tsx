import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState, type MouseEvent } from 'react'
import { QueryState } from '../components/query-state.tsx'
import { useFormat, useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { useDocumentTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { useKeys } from '../ui/use-keys.ts'
import { useSettled } from '../ui/use-settled.ts'
import { BulkBar, BulkPlan, type BulkAct } from './bulk.tsx'
import { useCalmLive } from './calm-live.ts'
import { CaseList } from './case-list.tsx'
import { CasePane } from './case-pane.tsx'
import { Filters } from './filters.tsx'
import { inboxInput, isFiltered, type QueueSearch } from './queue.ts'
import { Queues } from './queues.tsx'
import { topicsOf, useOfficial } from './session.ts'
import { rowsOf, useInbox, useNear, type CaseItem } from './use-cases.ts'
import { useWork } from './use-work.ts'
import { useWideScreen } from '../ui/wide-screen.ts'
import styles from './inbox.module.css'
import rowStyles from './case-list.module.css'

/** Left my queues, in the middle the work by time left, right the case. */
export function InboxPage() {
  const { house } = useMessages()
  const { list } = useWork()
  const search: QueueSearch = useSearch({ strict: false })
  const { posts } = useOfficial()
  const [text, setText] = useState('')
  const [bulk, setBulk] = useState<BulkAct>()
  useDocumentTitle(list.title, house)
  useCalmLive(topicsOf(posts), ['cases.inbox', 'cases.counts'])
  const inbox = useInbox(inboxInput(search), useSettled(text.trim(), 250))
  const items = useMemo(() => rowsOf(inbox.data?.pages), [inbox.data])
  const moves = useMoves(items, search)
  const field = useRef<HTMLInputElement>(null)
  useKeys({
    '/': (event) => {
      event.preventDefault()
      field.current?.focus()
    },
    j: () => moves.step(1),
    k: () => moves.step(-1),
    Enter: () => moves.cursor && moves.open(moves.cursor),
    x: () => moves.cursor && moves.choose(moves.cursor),
    Escape: () => (bulk ? setBulk(undefined) : moves.close()),
  })
  const chosen = items.filter((item) => moves.chosen.has(item.code))
  const fresh = useFresh(items)
  return (
    <main id="content" className={styles.panes} data-open={Boolean(search.case) || bulk !== undefined || undefined}>
      <h1 className="visually-hidden">{list.title}</h1>
      <Queues search={search} />
      <section className={styles.list} aria-label={list.results}>
        <Filters search={search} items={items} text={text} onText={setText} field={field} />
        {chosen.length > 0 && <BulkBar chosen={chosen} onAct={setBulk} onClear={moves.clear} />}
        <div className={rowStyles.scroll}>
          <QueryState query={inbox}>
            {() =>
              items.length === 0 ? (
                <Nothing filtered={isFiltered(search) || text !== ''} search={search} onClear={() => setText('')} />
              ) : (
                <CaseList
                  items={items}
                  cursor={moves.cursor}
                  open={search.case}
                  chosen={moves.chosen}
                  fresh={fresh}
                  onOpen={moves.click}
                  onChoose={moves.choose}
                />
              )
            }
          </QueryState>
          <ListEnd inbox={inbox} count={items.length} />
        </div>
      </section>
      <section className={styles.case}>
        {bulk ? (
          <BulkPlan
            key={bulk}
            act={bulk}
            chosen={chosen}
            onClose={() => {
              setBulk(undefined)
              moves.clear()
            }}
          />
        ) : (
          <CasePane
            code={search.case}
            {...(items.some((item) => item.code !== search.case) && { onNext: moves.next })}
          />
        )}
      </section>
    </main>
  )
}

function ListEnd({ inbox, count }: { inbox: ReturnType<typeof useInbox>; count: number }) {
  const { list } = useWork()
  const format = useFormat()
  const more = () => {
    if (inbox.hasNextPage && !inbox.isFetchingNextPage) void inbox.fetchNextPage()
  }
  const near = useNear(more)
  if (count === 0) return null
  const words = inbox.hasNextPage ? list.shownMore : list.shown
  return (
    <div className={rowStyles.end} ref={near}>
      <span role="status">{words(format.number(count))}</span>
      {inbox.hasNextPage && (
        <Button kind="secondary" small onClick={more} busy={inbox.isFetchingNextPage}>
          {list.more}
        </Button>
      )}
    </div>
  )
}

function Nothing({ filtered, search, onClear }: { filtered: boolean; search: QueueSearch; onClear: () => void }) {
  const { list } = useWork()
  const navigate = useNavigate()
  const { view, unit, role } = search
  const clear = () => {
    onClear()
    void navigate({ to: paths.work, search: { ...(view && { view }), ...(unit && { unit }), ...(role && { role }) } })
  }
  return (
    <div className={rowStyles.nothing}>
      <EmptyState
        title={filtered ? list.emptyFiltered : list.empty}
        text={filtered ? undefined : list.emptyText}
        action={
          filtered && (
            <Button kind="secondary" small onClick={clear}>
              {list.clear}
            </Button>
          )
        }
      />
    </div>
  )
}

const toggled = (chosen: ReadonlySet<string>, code: string): ReadonlySet<string> =>
  chosen.has(code) ? new Set([...chosen].filter((one) => one !== code)) : new Set([...chosen, code])

/** Where the keyboard stands, which case is open, which ones are chosen. */
function useMoves(items: readonly CaseItem[], search: QueueSearch) {
  const navigate = useNavigate()
  const wide = useWideScreen()
  const [cursor, setCursor] = useState<string>()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const show = (code: string) => void navigate({ to: paths.work, search: { ...search, case: code }, replace: true })
  const full = (code: string) => void navigate({ to: paths.workCase, params: { code } })
  const open = (code: string) => (wide && search.case !== code ? show(code) : full(code))
  return {
    cursor,
    chosen,
    open,
    click: (code: string, event: MouseEvent) => {
      if (!wide || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      setCursor(code)
      show(code)
    },
    /** The most urgent one beside the open case. */
    next: () => {
      const next = items.find((item) => item.code !== search.case)
      setCursor(next?.code)
      if (next) show(next.code)
    },
    step: (by: number) => {
      const at = items.findIndex((item) => item.code === (cursor ?? search.case))
      const next = items[at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + by))]
      setCursor(next?.code)
    },
    choose: (code: string) => setChosen((before) => toggled(before, code)),
    clear: () => setChosen(new Set()),
    close: () => {
      const { case: _, ...rest } = search
      if (search.case) void navigate({ to: paths.work, search: rest, replace: true })
    },
  }
}

const mostFresh = 5

/** Cases that came while the list was open: each glows once. */
function useFresh(items: readonly CaseItem[]): ReadonlySet<string> {
  const known = useRef<ReadonlySet<string>>(undefined)
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const codes = items.map((item) => item.code)
    const before = known.current
    const added = before ? codes.filter((code) => !before.has(code)) : []
    // Many at once are another queue or the next page, and no news.
    if (added.length > 0 && added.length <= mostFresh && before && before.size > 0) setFresh(new Set(added))
    known.current = new Set([...(before ?? []), ...codes])
  }, [items])
  return fresh
}
