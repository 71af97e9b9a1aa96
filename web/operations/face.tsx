import { IconDeviceTv, IconMap, IconMoon, IconRoute, IconSun } from '@tabler/icons-react'
import { Link, Outlet } from '@tanstack/react-router'
import { useLayoutEffect, useState } from 'react'
import { Mark } from '../components/mark.tsx'
import { LanguageSwitch } from '../components/language-switch.tsx'
import { useWallSize } from '../components/use-wall-size.ts'
import { useMessages } from '../messages/use-messages.ts'
import { paths } from '../paths.ts'
import type { Shade } from '../ui/theme.ts'
import { PulseMark, PulseProvider } from './pulse-mark.tsx'
import { useWall } from './use-wall.ts'
import { useWords } from './words.ts'
import styles from './face.module.css'

/** The frame of the operations face. A wall screen has no frame: the map is all of it. */
export function OperationsFace() {
  const wall = useWall()
  const [shade, setShade] = useShade(wall)
  const { skip } = useMessages()
  useWallSize(wall)
  return (
    <PulseProvider>
      {!wall && (
        <>
          <a className="skip-link" href="#content">
            {skip}
          </a>
          <Header shade={shade} onShade={setShade} />
        </>
      )}
      <Outlet />
    </PulseProvider>
  )
}

function Header({ shade, onShade }: { shade: Shade; onShade: (shade: Shade) => void }) {
  const words = useWords()
  const { province, menu } = useMessages()
  const other = shade === 'dark' ? 'light' : 'dark'
  return (
    <header className={styles.header}>
      <Link to={paths.operations} className={styles.house}>
        <Mark size={28} />
        <span>
          <strong>{words.face}</strong>
          <small>{province}</small>
        </span>
      </Link>
      <nav className={styles.nav} aria-label={menu}>
        <Link to={paths.operations} activeOptions={{ exact: true, includeSearch: false }}>
          <IconMap size="1.125em" stroke={1.75} aria-hidden />
          <span>{words.map}</span>
        </Link>
        <Link to={paths.operationsProcesses} activeOptions={{ includeSearch: false }}>
          <IconRoute size="1.125em" stroke={1.75} aria-hidden />
          <span>{words.processes}</span>
        </Link>
      </nav>
      <PulseMark />
      <div className={styles.tools}>
        <Link
          to={paths.operations}
          search={(known) => ({ ...known, wall: '1' })}
          className={styles.wall}
          title={words.wall}
          aria-label={words.wall}
        >
          <IconDeviceTv size="1.25em" stroke={1.75} aria-hidden />
        </Link>
        <button type="button" onClick={() => onShade(other)} title={words[other]} aria-label={words[other]}>
          {shade === 'dark' ? <IconSun size="1.25em" aria-hidden /> : <IconMoon size="1.25em" aria-hidden />}
        </button>
        <LanguageSwitch />
      </div>
    </header>
  )
}

const key = 'tinhso.operations.shade'

/** Dark unless the person chose light on this device; a wall is always dark. */
function useShade(wall: boolean): [Shade, (shade: Shade) => void] {
  const [chosen, setChosen] = useState<Shade>(remembered)
  const shade = wall ? 'dark' : chosen
  useLayoutEffect(() => {
    document.documentElement.dataset.shade = shade
    return () => {
      delete document.documentElement.dataset.shade
    }
  }, [shade])
  const choose = (next: Shade) => {
    setChosen(next)
    try {
      localStorage.setItem(key, next)
    } catch {
      // the choice then holds until the page is closed
    }
  }
  return [shade, choose]
}

function remembered(): Shade {
  try {
    return localStorage.getItem(key) === 'light' ? 'light' : 'dark'
  } catch {
    return 'dark'
  }
}
