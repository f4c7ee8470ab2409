import { useEffect } from 'react'

/** While a screen is printed it is light, and what is folded lies open; afterwards as it was. */
export function usePrinted() {
  useEffect(() => {
    let scheme: string | undefined
    let folded: HTMLDetailsElement[] = []
    const root = document.documentElement
    const before = () => {
      scheme = root.dataset.mantineColorScheme
      root.dataset.mantineColorScheme = 'light'
      folded = [...document.querySelectorAll('details')].filter((one) => !one.open)
      for (const one of folded) one.open = true
    }
    const after = () => {
      if (scheme) root.dataset.mantineColorScheme = scheme
      for (const one of folded) one.open = false
    }
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
}
