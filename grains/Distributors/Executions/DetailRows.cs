using System.Text.Json;
using Distribution.Primitives;
using Distribution.Storage;

namespace Distribution.Distributors.Executions;

/// <summary>How the details of an execution stand in their tables.</summary>
internal static class DetailRows
{
    public static readonly ManyRows<(ExecutionId Execution, int Position, ExecutionError Error)> Errors =
        new ManyRows<(ExecutionId Execution, int Position, ExecutionError Error)>("execution_error", "ON CONFLICT DO NOTHING")
            .Id("execution_id", row => row.Execution.Value)
            .Number("position", row => row.Position)
            .Number("kind", row => (int)row.Error.Kind)
            .Text("subject", row => row.Error.Subject)
            .Text("message", row => row.Error.Message)
            .Text("what_to_do", row => row.Error.WhatToDo)
            .Time("since", row => row.Error.Since)
            .Number("times", row => row.Error.Times);

    public static readonly ManyRows<(ExecutionId Execution, ExecutionItem Item)> Items =
        new ManyRows<(ExecutionId Execution, ExecutionItem Item)>("execution_item")
            .Id("execution_id", row => row.Execution.Value)
            .Number("position", row => row.Item.Position)
            .Number("kind", row => (int)row.Item.Kind)
            .Id("performance_id", row => row.Item.Performance?.Value)
            .Text("subject", row => row.Item.Subject)
            .Number("action", row => (int?)row.Item.Action)
            .Number("outcome", row => (int)row.Item.Outcome)
            .Text("note", row => row.Item.Note)
            .Text("error", row => row.Item.Error is { } error ? JsonSerializer.Serialize(error) : null);

    public static readonly ManyRows<(ExecutionId Execution, Exchange Exchange)> Exchanges =
        new ManyRows<(ExecutionId Execution, Exchange Exchange)>("execution_exchange")
            .Id("execution_id", row => row.Execution.Value)
            .Number("position", row => row.Exchange.Position)
            .Time("at", row => row.Exchange.At)
            .Number("took", row => (int)row.Exchange.Took.TotalMilliseconds)
            .Text("request", row => row.Exchange.Request)
            .Text("sent", row => row.Exchange.Sent)
            .Number("sent_length", row => row.Exchange.SentLength)
            .Number("status", row => row.Exchange.Status)
            .Text("answer", row => row.Exchange.Answer)
            .Number("answer_length", row => row.Exchange.AnswerLength)
            .Number("attempts", row => row.Exchange.Attempts)
            .Text("problem", row => row.Exchange.Problem);

    public static readonly ManyRows<(Execution Execution, string Item, Failing Failing)> Failing =
        new ManyRows<(Execution Execution, string Item, Failing Failing)>(
            "failing_item", "ON CONFLICT (interface_id, function, item) DO UPDATE SET since = excluded.since, last_at = excluded.last_at, times = excluded.times")
            .Id("interface_id", row => row.Execution.Interface.Value)
            .Number("function", row => (int)row.Execution.Function)
            .Text("item", row => row.Item)
            .Time("since", row => row.Failing.Since)
            .Time("last_at", row => row.Execution.EndedAt)
            .Number("times", row => row.Failing.Times);
}
