import { cameraEn } from './camera-en.ts'
import { cameraVi, type CameraMessages } from './camera-vi.ts'
import { useLocale } from './use-messages.ts'

export const useCamera = (): CameraMessages => (useLocale() === 'en' ? cameraEn : cameraVi)
