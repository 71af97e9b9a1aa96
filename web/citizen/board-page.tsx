import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, type Output } from '../api.ts'
import { QueryState } from '../components/query-state.tsx'
import { RowLink } from '../components/row-link.tsx'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import { Field } from '../ui/field.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { EmptyState } from '../ui/state.tsx'
import { useSettled } from '../ui/use-settled.ts'
import fieldStyles from '../ui/field.module.css'
import listStyles from '../ui/list.module.css'
import { listRecent } from './recent.ts'
import { JourneyRows } from './journey-rows.tsx'
import { Tiles, type Tile } from './tiles.tsx'
import { useServices } from './use-services.ts'
import styles from './page.module.css'

const groups = ['dealing', 'news', 'city'] as const

export function BoardPage() {
  const words = useServices()
  const { house } = useMessages()
  const { q = '' } = useSearch({ strict: false })
  const navigate = useNavigate()
  const [typed, setTyped] = useState(q)
  const asked = useSettled(typed.trim(), 120)
  return (
    <>
      <PageTitle title={words.board} lead={words.lead} house={house} />
      <form
        role="search"
        className={styles.narrow}
        onSubmit={(event) => {
          event.preventDefault()
          void navigate({ to: paths.board, search: typed.trim() ? { q: typed.trim() } : {}, replace: true })
        }}
      >
        <Field frame={{ id: 'find-service', label: words.search }}>
          <input
            id="find-service"
            type="search"
            className={fieldStyles.input}
            value={typed}
            placeholder={words.placeholder}
            autoComplete="off"
            enterKeyHint="search"
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
      </form>
      {asked.length > 1 ? <Found asked={asked} /> : <Board />}
    </>
  )
}

function Board() {
  const words = useServices()
  const board = useQuery(ask('services.board', {}))
  return (
    <QueryState query={board}>
      {({ services, favourites, mostOpened, journeys }) => {
        const byId = new Map(services.map((tile) => [tile.id, tile]))
        const tilesOf = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? [])
        const groupOf = (group: Tile['group']) => services.filter((tile) => tile.group === group)
        const shared = { favourites }
        return (
          <>
            <Group title={words.favourites} tiles={tilesOf(favourites)} {...shared} />
            <Group title={words.recent} tiles={tilesOf(listRecent())} {...shared} />
            <Group title={words.most} tiles={tilesOf(mostOpened).slice(0, 6)} {...shared} />
            {groups.map((group) => (
              <Group key={group} title={words.groups[group]} tiles={groupOf(group)} {...shared} />
            ))}
            <section className={styles.section}>
              <h2>{words.journeys}</h2>
              <JourneyRows journeys={journeys} />
            </section>
          </>
        )
      }}
    </QueryState>
  )
}

function Group({ title, tiles, favourites }: { title: string; tiles: readonly Tile[]; favourites: readonly string[] }) {
  if (tiles.length === 0) return null
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      <Tiles tiles={tiles} favourites={favourites} label={title} />
    </section>
  )
}

type Hits = Output<'services.search'>

function Found({ asked }: { asked: string }) {
  const found = useQuery({ ...ask('services.search', { q: asked, limit: 12 }), placeholderData: keepPreviousData })
  const board = useQuery(ask('services.board', {}))
  return (
    <QueryState query={found}>
      {(hits) => <HitLists hits={hits} favourites={board.data?.favourites ?? []} />}
    </QueryState>
  )
}

function HitLists({ hits: { services, procedures }, favourites }: { hits: Hits; favourites: readonly string[] }) {
  const words = useServices()
  return (
    <>
      <p className="visually-hidden" role="status">
        {words.found(services.length, procedures.length)}
      </p>
      {services.length + procedures.length === 0 && <EmptyState title={words.nothing} text={words.nothingText} />}
      <Group title={words.services} tiles={services} favourites={favourites} />
      {procedures.length > 0 && (
        <section className={styles.section}>
          <h2>{words.procedures}</h2>
          <ul className={listStyles.list}>
            {procedures.map((item) => (
              <li key={item.code}>
                <RowLink to={paths.procedure} params={{ code: item.code }} title={item.name} note={item.fieldName} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
