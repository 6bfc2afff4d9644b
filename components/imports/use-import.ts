"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { notifyFailed } from "@/components/common/notify";
import { importsKey } from "@/lib/intake/queries";
import type { ImportDetail } from "@/lib/intake/schema";

/** A step of an import: the answer is the new truth about it, a refusal is said and changes nothing. */
export function useStep<Input>(work: (input: Input) => Promise<ImportDetail>) {
  const t = useTranslations("imports");
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: async (answer) => {
      client.setQueryData([...importsKey, answer.id], answer);
      await client.invalidateQueries({ queryKey: [...importsKey, "list"] });
    },
    onError: async (error) => {
      notifyFailed(error, t("failedAction"));
      // Somebody else may have moved it on.
      await client.invalidateQueries({ queryKey: importsKey });
    },
  });
}
