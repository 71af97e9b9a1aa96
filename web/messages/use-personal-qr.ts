import { personalQrEn } from './personal-qr-en.ts'
import { personalQrVi, type PersonalQrMessages } from './personal-qr-vi.ts'
import { useLocale } from './use-messages.ts'

export const usePersonalQr = (): PersonalQrMessages => (useLocale() === 'en' ? personalQrEn : personalQrVi)
