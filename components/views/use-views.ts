"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { confirm } from "@/components/common/confirm";
import { notifyDone, notifyFailed } from "@/components/common/notify";
import { deleteView, patchView, putStartPage, startPageQuery, viewsKey } from "@/lib/views/queries";
import { pathOf } from "@/lib/views/rules";
import type { ViewPage } from "@/lib/views/rules/pages";
import type { StartPageInput, View, ViewChange } from "@/lib/views/schema";

/** What can be done with a view besides opening it; each says what happened. */
export function useViewActions() {
  const t = useTranslations("views");
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: viewsKey });
  const failed = (error: unknown) => notifyFailed(error);

  const change = useMutation({ mutationFn: patchView, onSuccess: refresh, onError: failed });
  const remove = useMutation({ mutationFn: deleteView, onSuccess: refresh, onError: failed });
  const begin = useMutation({
    mutationFn: putStartPage,
    onSuccess: (start) => client.setQueryData(startPageQuery().queryKey, start),
    onError: failed,
  });

  return {
    refresh,
    change: (wanted: ViewChange, said: string) => change.mutate(wanted, { onSuccess: () => notifyDone(said) }),
    remove: async (view: View) => {
      const body = t(view.shared ? "removeSharedBody" : "removeBody");
      const question = { title: t("removeTitle", { name: view.name }), body, confirmLabel: t("remove"), danger: true };
      if (await confirm(question))
        remove.mutate(view.id, { onSuccess: () => notifyDone(t("removed", { name: view.name })) });
    },
    beginWith: (wanted: StartPageInput, said: string) => begin.mutate(wanted, { onSuccess: () => notifyDone(said) }),
  };
}

/** Where the person begins; asked for when a menu that shows it is opened. */
export function useStartPage(isNeeded: boolean) {
  const { data } = useQuery({ ...startPageQuery(), enabled: isNeeded });
  return {
    isView: (id: string) => data?.view?.id === id,
    isPage: (page: ViewPage) => data !== undefined && data.view === null && data.href === pathOf(page),
  };
}
