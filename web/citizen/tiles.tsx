import { IconExternalLink, IconPin, IconPinFilled } from '@tabler/icons-react'
import { useCommand, type Output } from '../api.ts'
import { useMe } from '../components/use-me.ts'
import { keepRecent } from './recent.ts'
import { ServiceIcon } from './service-icon.tsx'
import { useServices } from './use-services.ts'
import styles from './tiles.module.css'

export type Tile = Output<'services.board'>['services'][number]

type TilesProps = { tiles: readonly Tile[]; favourites?: readonly string[]; label: string }

/** Services as tiles: the whole tile opens it, a pin beside keeps it at hand. */
export function Tiles({ tiles, favourites, label }: TilesProps) {
  const me = useMe()
  const pins = me.data?.kind === 'citizen' && favourites !== undefined
  return (
    <ul className={styles.tiles} aria-label={label}>
      {tiles.map((tile) => (
        <li key={tile.id} className={styles.tile}>
          <OpenTile tile={tile} />
          {pins && <Pin tile={tile} pinned={favourites.includes(tile.id)} />}
        </li>
      ))}
    </ul>
  )
}

function OpenTile({ tile }: { tile: Tile }) {
  const words = useServices()
  const count = useCommand('services.open')
  const opened = () => {
    keepRecent(tile.id)
    count.mutate({ service: tile.id })
  }
  const outside = tile.site === undefined ? {} : { target: '_blank', rel: 'noopener' }
  return (
    <a className={styles.open} href={tile.path ?? tile.site} {...outside} onClick={opened}>
      <ServiceIcon name={tile.icon} />
      <span className={styles.words}>
        <span className={styles.name}>
          {tile.name}
          {tile.site !== undefined && <IconExternalLink size={16} aria-label={words.outside} />}
        </span>
        <span className={styles.summary}>{tile.summary}</span>
      </span>
    </a>
  )
}

function Pin({ tile, pinned }: { tile: Tile; pinned: boolean }) {
  const words = useServices()
  const set = useCommand('services.set-favourite', ['services.board', 'services.home'])
  const Sign = pinned ? IconPinFilled : IconPin
  return (
    <button
      type="button"
      className={styles.pin}
      aria-pressed={pinned}
      aria-label={(pinned ? words.unfavourite : words.favourite)(tile.name)}
      onClick={() => set.mutate({ service: tile.id, favourite: !pinned })}
    >
      <Sign size={20} stroke={1.75} aria-hidden />
    </button>
  )
}
