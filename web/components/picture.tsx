import { useState, type ImgHTMLAttributes } from 'react'
import { useDisplay } from '../display.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from '../ui/button.tsx'

type PictureProps = ImgHTMLAttributes<HTMLImageElement> & { src: string; alt: string; full: string }

/** A photo that opens in full; where the person saves data, a button that brings it. */
export function Picture({ full, ...image }: PictureProps) {
  const { display } = useMessages()
  const { fewPictures } = useDisplay()
  const [asked, setAsked] = useState(false)
  if (fewPictures && !asked)
    return (
      <Button kind="secondary" small onClick={() => setAsked(true)}>
        {display.showPicture(image.alt)}
      </Button>
    )
  return (
    <a href={full} target="_blank" rel="noreferrer">
      <img {...image} alt={image.alt} loading="lazy" />
    </a>
  )
}
