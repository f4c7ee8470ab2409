import { Button, Stack, Text } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { words } from '../words/words.ts'

/** A screen that breaks must not take the frame with it. */
export class ScreenGuard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <Stack align="center" py="xl" role="alert">
        <Text>{words.t('errors.screen')}</Text>
        <Button variant="default" onClick={() => location.reload()}>
          {words.t('errors.reload')}
        </Button>
      </Stack>
    )
  }
}
