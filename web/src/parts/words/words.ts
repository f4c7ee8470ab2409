import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { english } from './english.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof english }
  }
}

void i18next.use(initReactI18next).init({
  lng: 'en',
  resources: { en: { translation: english } },
  interpolation: { escapeValue: false },
  returnNull: false,
})

export const words = i18next
