import { IconFile, IconFileTypePdf, IconPhoto } from '@tabler/icons-react'
import { say, useFormat, useLocale } from '../messages/use-messages.ts'
import type { CaseView } from './acts.ts'
import type { PaperFile } from './paper-viewer.tsx'
import { useWork } from './use-work.ts'
import styles from './case-parts.module.css'

type PapersProps = { found: CaseView; shown: PaperFile | undefined; onShow: (file: PaperFile) => void }

/** What was brought: each paper, on paper or as files. */
export function CasePapers({ found, shown, onShow }: PapersProps) {
  const { page } = useWork()
  const locale = useLocale()
  const format = useFormat()
  return (
    <section className={styles.block}>
      <h3>{page.papers}</h3>
      {found.papers.length === 0 && <p className={styles.quiet}>{page.noPapers}</p>}
      <ul className={styles.papers}>
        {found.papers.map((paper) => (
          <li key={paper.id}>
            <span>
              {say(paper.name, locale)}
              <small>
                {paper.form === 'electronic'
                  ? page.paperForms.electronic
                  : page.counted(format.number(paper.count), page.paperForms[paper.form])}
                {paper.files.length === 0 && ` · ${page.noFile}`}
                {paper.files.some((file) => file.reused) && ` · ${page.reused}`}
              </small>
            </span>
            {paper.files.map((file) => (
              <FileButton key={file.digest + file.name} file={file} on={isSame(file, shown)} onShow={onShow} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The same picture may stand for two papers, under two names. */
const isSame = (file: PaperFile, other: PaperFile | undefined): boolean =>
  file.digest === other?.digest && file.name === other.name

function FileButton({ file, on, onShow }: { file: PaperFile; on: boolean; onShow: (file: PaperFile) => void }) {
  const format = useFormat()
  const Icon = file.type === 'application/pdf' ? IconFileTypePdf : file.type.startsWith('image/') ? IconPhoto : IconFile
  return (
    <button type="button" className={styles.file} aria-pressed={on} onClick={() => onShow(file)}>
      <Icon size={18} aria-hidden />
      <span>{file.name}</span>
      <small>{format.bytes(file.sizeBytes)}</small>
    </button>
  )
}
